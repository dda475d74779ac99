import type { Clock, UnitOfWork } from '#kernel';
import type { AppointmentStatus } from '../domain/appointment-machine.js';
import type { Appointments } from '../domain/appointments.js';
import type { WaitList } from '../domain/wait-list.js';

export interface SettleOfferCommand {
  appointmentId: string;
}

/** What it means for an offer; whatever else became of the appointment, it was booked. */
const FATES: Partial<Record<AppointmentStatus, 'decline' | 'expire'>> = {
  cancelled: 'decline',
  'entered-in-error': 'decline',
  expired: 'expire',
};

/**
 * Brings an open offer in line with the appointment that holds its time: that may have been confirmed, given up or have run
 * out by other ways than an answer to the offer. Done twice, it changes nothing.
 */
export class SettleOffer {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly waitList: WaitList,
    private readonly appointments: Appointments,
    private readonly clock: Clock,
  ) {}

  execute({ appointmentId }: SettleOfferCommand): Promise<void> {
    return this.unitOfWork.run(async () => {
      const offer = await this.waitList.offerOf(appointmentId);
      if (offer?.status !== 'open') return;
      const appointment = await this.appointments.get(appointmentId);
      if (appointment.status === 'held') return;
      const entry = await this.waitList.get(offer.entryId);
      const now = this.clock.now();
      const action = FATES[appointment.status] ?? 'accept';
      offer.follow(action, now);
      if (action === 'accept') entry.book(appointmentId, now);
      else entry.goOnWaiting(action === 'decline' ? 'decline' : 'lapse');
      await this.waitList.save();
    });
  }
}
