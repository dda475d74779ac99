import { DomainError } from '#kernel';
import type { Sql } from '#persistence';

/** The database's schema is older than this version of the product. */
class MigrationsPending extends DomainError {
  readonly code = 'migrations-pending';
  readonly kind = 'unavailable';

  constructor(pending: string[]) {
    super('Migrations have not run.', { pending });
  }
}

/**
 * Looks whether every migration that this version knows has run. More may have: a newer version may be at work beside this
 * one. What was once found to have run is not asked for again.
 */
export class SchemaCheck {
  private found = false;

  constructor(
    private readonly sql: Sql,
    private readonly expected: readonly string[],
  ) {}

  /** @throws MigrationsPending */
  async run(): Promise<{ migrations: number }> {
    if (!this.found) await this.look();
    return { migrations: this.expected.length };
  }

  private async look(): Promise<void> {
    const rows = await this.sql.query<{ name: string }>('select name from schema_migrations');
    const done = new Set(rows.map(({ name }) => name));
    const pending = this.expected.filter((name) => !done.has(name));
    if (pending.length > 0) throw new MigrationsPending(pending);
    this.found = true;
  }
}
