import type { Sql } from '#persistence';
import { AuditPartitions } from '../../application/ports.js';

/** Partitions are made by a function of the database, whose owner may do what the application may not. */
export class SqlAuditPartitions extends AuditPartitions {
  constructor(private readonly sql: Sql) {
    super();
  }

  override async makeAhead(months: number): Promise<void> {
    await this.sql.execute('select access.make_audit_partitions($1)', [months]);
  }
}
