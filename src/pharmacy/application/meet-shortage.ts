import type { Clock, UnitOfWork } from '#kernel';
import type { NotEnoughUsable } from '../domain/dispense-errors.js';
import type { ExpireReservations } from './expire-reservations.js';
import type { UnmetDemand } from './stock-ports.js';

/** What is done about a dispense that stock did not meet, after it was undone. */
export class MeetShortage {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly expired: ExpireReservations,
    private readonly unmet: UnmetDemand,
    private readonly clock: Clock,
  ) {}

  /** Frees stock that is held beyond its time. @returns whether there was any */
  async free({ place, shortages }: NotEnoughUsable): Promise<boolean> {
    const medicationIds = [...new Set(shortages.map(({ medicationId }) => medicationId))];
    return (await this.expired.execute({ locationId: place.locationId, medicationIds })) > 0;
  }

  /** Keeps how much was missing, for those who order. */
  note({ place, shortages }: NotEnoughUsable): Promise<void> {
    return this.unitOfWork.run(async () => {
      const at = this.clock.now();
      for (const { medicationId, requested, usable } of shortages) {
        this.unmet.note({ ...place, medicationId, quantity: requested - usable, at });
      }
    });
  }
}
