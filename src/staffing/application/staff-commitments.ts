/** So many things of one kind that are planned for somebody. */
export interface Commitment {
  /** In the plural, as a reader is told: `appointments`. */
  kind: string;
  count: number;
}

/** A context that plans things for staff says so here: staffing asks, and reads nobody else's tables. */
export interface CommitmentSource {
  readonly kind: string;
  /** How much is planned for somebody that ends after an instant. */
  countAfter(staffId: string, at: Temporal.Instant): Promise<number>;
}

/** Everybody who plans things for staff. Module files add theirs. */
export class StaffCommitments {
  private readonly sources: CommitmentSource[] = [];

  add(source: CommitmentSource): void {
    this.sources.push(source);
  }

  async after(staffId: string, at: Temporal.Instant): Promise<Commitment[]> {
    const counted: Commitment[] = [];
    for (const source of this.sources) counted.push({ kind: source.kind, count: await source.countAfter(staffId, at) });
    return counted.filter(({ count }) => count > 0);
  }
}
