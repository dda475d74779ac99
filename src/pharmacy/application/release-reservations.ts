import type { Clock } from '#kernel';
import type { DispensableStock, Dispenses, HeldStock } from '../domain/dispenses.js';

/** What needs stock more than those to whom it is promised. */
export interface Cause {
  kind: string;
  id: string;
}

/** Takes promised stock back; the dispenses that lose it are drafts again and hold nothing. */
export class ReleaseReservations {
  constructor(
    private readonly dispenses: Dispenses,
    private readonly stock: DispensableStock,
    private readonly clock: Clock,
  ) {}

  /** All that is promised of a lot that may not be given out any more. */
  async ofLot(lotId: string, cause: Cause): Promise<void> {
    await this.release(await this.stock.promised(lotId), cause);
  }

  /** So many units of a lot at a location, the newest promises first. */
  async room({ locationId, lotId }: { locationId: string; lotId: string }, units: number, cause: Cause): Promise<void> {
    const chosen: HeldStock[] = [];
    let freed = 0;
    for (const held of await this.stock.promised(lotId, locationId)) {
      if (freed >= units) break;
      chosen.push(held);
      freed += held.quantity;
    }
    await this.release(chosen, cause);
  }

  private async release(held: readonly HeldStock[], cause: Cause): Promise<void> {
    if (held.length === 0) return;
    const ids = [...new Set(held.map(({ dispenseId }) => dispenseId))];
    const lost = await this.stock.release(ids);
    await this.stock.noteRelease(lost, cause, this.clock.now());
    for (const dispense of await this.dispenses.all(ids)) {
      dispense.release(cause, lost.filter(({ dispenseId }) => dispenseId === dispense.id));
    }
  }
}
