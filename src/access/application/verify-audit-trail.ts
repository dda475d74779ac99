import { type AuditRow, type Digest, digestOf, hashOf, NO_SEAL, type Seal } from '../domain/audit-chain.js';

/** A seal as it stands in the database, with what became of the rows that it names. */
export interface KeptSeal extends Seal {
  hash: string;
  /** In the order of `rows`; nothing where a row is gone. */
  present: readonly (AuditRow | undefined)[];
}

/** Rows that no seal names yet. */
export interface UnsealedRows {
  count: number;
  /** Age of the oldest; 0 where there is none. */
  oldestSeconds: number;
}

/** The audit trail with its seals, for reading. Nothing is held in memory but a piece at a time. */
export abstract class KeptTrail {
  /** In the order of their numbers. */
  abstract seals(): AsyncIterable<KeptSeal>;

  /** Rows that neither a seal nor the queue of the sealer names. */
  abstract strays(): AsyncIterable<{ at: string; id: string }>;

  abstract unsealed(): Promise<UnsealedRows>;
}

/** The seal that stood at the end of the chain at some time, as somebody wrote it down elsewhere. */
export interface Anchor {
  n: number;
  hash: string;
}

export interface Verification {
  events: number;
  seals: number;
  /** The end of the chain; absent where there is no seal. */
  head?: Anchor;
  unsealed: UnsealedRows;
  /** What is wrong, in the order in which it was found; the first ones only where there is much. */
  findings: string[];
  /** How many there are in all. */
  found: number;
}

const MOST_FINDINGS = 50;

/** Recomputes the whole chain over the rows as they are now. */
export class VerifyAuditTrail {
  private readonly result: Verification = { events: 0, seals: 0, unsealed: { count: 0, oldestSeconds: 0 }, findings: [], found: 0 };

  constructor(
    private readonly trail: KeptTrail,
    private readonly digest: Digest,
  ) {}

  /**
   * @param patience seconds that a row may wait for its seal
   * @param anchor a seal that must still be there
   */
  async execute(patience: number, anchor?: Anchor): Promise<Verification> {
    let anchored = anchor === undefined;
    for await (const seal of this.trail.seals()) {
      this.checkSeal(seal);
      if (seal.n === anchor?.n) anchored = this.isAnchored(seal, anchor);
    }
    if (!anchored) this.found(`Seal ${anchor!.n} is missing: the end of the chain was cut off.`);
    for await (const { at, id } of this.trail.strays()) this.found(`Event ${id} of ${instantOf(at)} was inserted past the seals.`);
    this.result.unsealed = await this.trail.unsealed();
    const { count, oldestSeconds } = this.result.unsealed;
    if (oldestSeconds > patience) {
      this.found(`${count} events wait for their seal, the oldest for ${Math.round(oldestSeconds)} s: is a worker running?`);
    }
    return this.result;
  }

  private isAnchored(seal: KeptSeal, anchor: Anchor): true {
    if (seal.hash !== anchor.hash) this.found(`Seal ${seal.n} is another one than was written down: the chain was made anew.`);
    return true;
  }

  private checkSeal(seal: KeptSeal): void {
    const { head } = this.result;
    const expected = (head?.n ?? 0) + 1;
    if (seal.n !== expected) this.found(`Seal ${expected} is missing.`);
    else if (seal.previous !== (head?.hash ?? NO_SEAL)) this.found(`Seal ${seal.n} is not chained to the one before.`);
    if (hashOf(seal, this.digest) !== seal.hash) this.found(`Seal ${seal.n} was altered.`);
    seal.rows.forEach(({ id, at, digest }, index) => {
      const what = this.changeOf(seal.present[index], digest);
      if (what !== undefined) this.found(`Event ${id} of ${instantOf(at)} ${what} (seal ${seal.n}).`);
    });
    this.result.head = { n: seal.n, hash: seal.hash };
    this.result.seals += 1;
    this.result.events += seal.rows.length;
  }

  private changeOf(row: AuditRow | undefined, sealed: string): string | undefined {
    if (!row) return 'is missing';
    return digestOf(row, this.digest) === sealed ? undefined : 'was altered';
  }

  private found(finding: string): void {
    this.result.found += 1;
    if (this.result.findings.length < MOST_FINDINGS) this.result.findings.push(finding);
  }
}

function instantOf(microseconds: string): string {
  return Temporal.Instant.fromEpochNanoseconds(BigInt(microseconds) * 1_000n).toString();
}
