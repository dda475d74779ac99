import type { Clock, UnitOfWork } from '#kernel';
import type { AppointmentStatus } from '../domain/appointment-machine.js';
import type { Appointments } from '../domain/appointments.js';
import type { WaitList } from '../domain/wait-list.js';
import type { WaitListOffer } from '../domain/wait-list-offer.js';

export interface SettleOffersCommand {
  appointmentIds: readonly string[];
}

/** What it means for an offer; whatever else became of the appointment, it was booked. */
const FATES: Partial<Record<AppointmentStatus, 'decline' | 'expire'>> = {
  cancelled: 'decline',
  'entered-in-error': 'decline',
  expired: 'expire',
};

/**
 * Brings open offers in line with the appointments that hold their times: those may have been confirmed, given up or have run
 * out by other ways than an answer to the offer. Done twice, it changes nothing.
 */
export class SettleOffers {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly waitList: WaitList,
    private readonly appointments: Appointments,
    private readonly clock: Clock,
  ) {}

  execute({ appointmentIds }: SettleOffersCommand): Promise<void> {
    return this.unitOfWork.run(async () => {
      const offers = await this.waitList.openOffersOf(appointmentIds);
      for (const offer of offers) await this.settle(offer);
      if (offers.length > 0) await this.waitList.save();
    });
  }

  private async settle(offer: WaitListOffer): Promise<void> {
    const { id: appointmentId, status } = await this.appointments.get(offer.appointmentId);
    if (status === 'held') return;
    const entry = await this.waitList.get(offer.entryId);
    const now = this.clock.now();
    const action = FATES[status] ?? 'accept';
    offer.follow(action, now);
    if (action === 'accept') entry.book(appointmentId, now);
    else entry.goOnWaiting(action === 'decline' ? 'decline' : 'lapse');
  }
}
