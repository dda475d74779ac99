import type { Sql } from '#persistence';
import { MrnNumbers } from '../../application/ports.js';

/** How far the sequence moves at each call; the same as in its definition. */
const BLOCK = 100n;

/** Running numbers in blocks, so that a registration needs no round trip for its own. A stopped process leaves a gap. */
export class SequenceMrnNumbers extends MrnNumbers {
  private next = 0n;
  private end = 0n;
  private refill?: Promise<void>;

  constructor(private readonly sql: Sql) {
    super();
  }

  override async take(): Promise<bigint> {
    while (this.next >= this.end) {
      this.refill ??= this.takeBlock().finally(() => (this.refill = undefined));
      await this.refill;
    }
    return this.next++;
  }

  private async takeBlock(): Promise<void> {
    const row = await this.sql.first<{ first: string }>(`select nextval('patients.mrn_numbers') as first`);
    this.next = BigInt(row!.first);
    this.end = this.next + BLOCK;
  }
}
