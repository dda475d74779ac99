/** One row to be inserted when the unit of work ends. */
export interface PendingInsert {
  /** Schema-qualified table. */
  table: string;
  /** Column values as the driver takes them; JSON columns as text. */
  row: Record<string, unknown>;
  /**
   * Where set, a row that meets an existing one is not an error of the statement but a lost race of
   * this name: everything is undone and the unit of work tries again.
   */
  race?: string;
  /** Where set, a row that is there already is left as it is, and that is no error. */
  ifAbsent?: boolean;
}

interface Group {
  table: string;
  columns: string[];
  race?: string;
  ifAbsent: boolean;
  rows: unknown[][];
}

/** The rows that a unit of work adds, sent as one statement: one round trip, and atomic by itself. */
export class WriteBatch {
  private readonly groups = new Map<string, Group>();
  private readonly sentTo = new Set<string>();

  get isEmpty(): boolean {
    return this.groups.size === 0;
  }

  add({ table, row, race, ifAbsent = false }: PendingInsert): void {
    const columns = Object.keys(row).filter((column) => row[column] !== undefined);
    const key = `${table}(${columns.join()})${race ?? ''}${ifAbsent}`;
    let group = this.groups.get(key);
    if (!group) this.groups.set(key, (group = { table, columns, race, ifAbsent, rows: [] }));
    group.rows.push(columns.map((column) => row[column]));
  }

  /** True where a row of the table is among those added so far, sent or not. */
  has(table: string): boolean {
    return this.sentTo.has(table) || [...this.groups.values()].some((group) => group.table === table);
  }

  /** The statement, after which what was added so far is not sent again. */
  take(): { text: string; values: unknown[] } {
    const statement = this.toStatement();
    for (const { table } of this.groups.values()) this.sentTo.add(table);
    this.groups.clear();
    return statement;
  }

  /**
   * Data-modifying CTEs run in one snapshot and foreign keys are checked at the end of the statement,
   * so the order of the tables does not matter.
   */
  toStatement(): { text: string; values: unknown[] } {
    const values: unknown[] = [];
    const parts: string[] = [];
    const checks: string[] = [];
    for (const group of this.groups.values()) {
      const name = `w${parts.length}`;
      const tuples = group.rows.map((row) => `(${row.map((value) => `$${values.push(value)}`).join(',')})`);
      const conflict = group.race || group.ifAbsent ? ' on conflict do nothing' : '';
      const columns = group.columns.map((column) => `"${column}"`).join(',');
      parts.push(`${name} as (insert into ${group.table} (${columns}) values ${tuples.join(',')}${conflict} returning 1)`);
      if (group.race) checks.push(`platform.expect_rows((select count(*) from ${name}), ${tuples.length}, '${group.race}')`);
    }
    return { text: `with ${parts.join(', ')} select ${checks.join(', ') || '1'}`, values };
  }
}
