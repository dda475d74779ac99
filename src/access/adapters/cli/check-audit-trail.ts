import { Database, MikroOrmUnitOfWork, OutboxBell, Sql } from '#persistence';
import { type Anchor, type Verification, VerifyAuditTrail } from '../../application/verify-audit-trail.js';
import { KeptTrailQuery } from '../persistence/kept-trail.query.js';
import { sha256 } from '../persistence/sha-256.js';
import { UserMapping } from '../persistence/users.mikro-orm.js';

/** One reads; the other is there for a statement that outlives its reader. */
const CONNECTIONS = 2;

/** What is asked of the check. */
export interface AuditTrailCheck {
  /** As the owner or as the application: it only reads. */
  databaseUrl: string;
  /** Seconds that a row may wait for its seal. */
  patience: number;
  /** A seal that must still be there. */
  anchor?: Anchor;
}

/** Recomputes the chain of the audit trail, for the command that operators call; the product need not run. */
export async function checkAuditTrail({ databaseUrl, patience, anchor }: AuditTrailCheck): Promise<Verification> {
  const database = await Database.connect({ url: databaseUrl, poolSize: CONNECTIONS }, [UserMapping]);
  try {
    const sql = new Sql(database, new MikroOrmUnitOfWork(database, new OutboxBell(database)));
    return await new VerifyAuditTrail(new KeptTrailQuery(sql), sha256).execute(patience, anchor);
  } finally {
    await database.close();
  }
}
