import { JobProcessor } from '#messaging';
import type { ExpireReservations } from '../../application/expire-reservations.js';

/** Frees stock that was held for somebody who did not come. */
export class ReservationsProcessor extends JobProcessor {
  override readonly queue = 'pharmacy.reservations';
  override readonly schedules = [{ id: 'expire', every: 60_000 }];

  constructor(private readonly expireReservations: ExpireReservations) {
    super();
  }

  override async process(): Promise<void> {
    await this.expireReservations.execute();
  }
}
