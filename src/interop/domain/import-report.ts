const COLUMNS = ['created', 'updated', 'linked', 'unchanged', 'kept', 'leftOut'] as const;

/**
 * `created`, `updated`, `unchanged`: in a context; `linked`: somebody who is known under another name already;
 * `kept`: on record for later, there is no table for it yet; `leftOut`: not taken, with the reasons listed.
 */
export type Fate = (typeof COLUMNS)[number];

type Counts = Record<Fate, number>;

/** Counts what became of every resource of an import. */
export class ImportReport {
  private readonly types = new Map<string, Counts>();
  private readonly reasons = new Map<string, number>();

  count(resourceType: string, fate: Fate): void {
    let counts = this.types.get(resourceType);
    if (!counts) this.types.set(resourceType, (counts = { created: 0, updated: 0, linked: 0, unchanged: 0, kept: 0, leftOut: 0 }));
    counts[fate] += 1;
  }

  leaveOut(resourceType: string, reason: string): void {
    this.count(resourceType, 'leftOut');
    const line = `${resourceType}: ${reason}`;
    this.reasons.set(line, (this.reasons.get(line) ?? 0) + 1);
  }

  of(resourceType: string): Readonly<Counts> | undefined {
    return this.types.get(resourceType);
  }

  total(fate: Fate): number {
    return [...this.types.values()].reduce((sum, counts) => sum + counts[fate], 0);
  }

  /** A table for people, and why things were left out. */
  lines(): string[] {
    const rows = [...this.types].toSorted(([a], [b]) => (a < b ? -1 : 1));
    const head = ['', 'created', 'updated', 'linked', 'unchanged', 'kept', 'left out'];
    const body = rows.map(([type, counts]) => [type, ...COLUMNS.map((column) => String(counts[column]))]);
    const sums = ['Total', ...COLUMNS.map((column) => String(this.total(column)))];
    const table = [head, ...body, sums];
    const widths = head.map((_, column) => Math.max(...table.map((row) => row[column]!.length)));
    const shown = table.map((row) =>
      row.map((cell, column) => (column === 0 ? cell.padEnd(widths[0]!) : cell.padStart(widths[column]!))).join('  '),
    );
    const reasons = [...this.reasons].toSorted(([, a], [, b]) => b - a).map(([reason, count]) => `  ${count} × ${reason}`);
    return reasons.length > 0 ? [...shown, 'Left out, because', ...reasons] : shown;
  }
}
