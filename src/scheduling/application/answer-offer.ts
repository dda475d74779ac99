import type { Clock, RowScope, UnitOfWork } from '#kernel';
import type { Appointment } from '../domain/appointment.js';
import type { Appointments } from '../domain/appointments.js';
import type { WaitList } from '../domain/wait-list.js';
import type { WaitListEntry } from '../domain/wait-list-entry.js';
import type { WaitListOffer } from '../domain/wait-list-offer.js';
import type { FacilityCalendar } from './ports.js';

export interface AnswerOfferCommand {
  offerId: string;
  /** Whose offers the caller may answer; all where it is absent. */
  scope?: RowScope;
}

interface Offered {
  offer: WaitListOffer;
  entry: WaitListEntry;
  appointment: Appointment;
}

/**
 * The patient takes the offered time: what was held is booked, in one transaction with the offer and the entry. The hold's
 * limit is that of the offer, and whoever changes the appointment first has it.
 */
export class AcceptOffer {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly waitList: WaitList,
    private readonly appointments: Appointments,
    private readonly clock: Clock,
  ) {}

  /** @throws NotFound, InvalidTransition */
  execute(command: AnswerOfferCommand): Promise<WaitListEntry> {
    return this.unitOfWork.run(async () => {
      const { offer, entry, appointment } = await load(command, this.waitList, this.appointments);
      const now = this.clock.now();
      offer.accept(now);
      entry.book(appointment.id, now);
      // Somebody may have confirmed the held appointment itself; then it is booked already.
      if (appointment.status !== 'booked' && appointment.status !== 'confirmed') {
        appointment.confirm(now);
        await this.appointments.keep(appointment);
      }
      await this.waitList.save();
      return entry;
    });
  }
}

/** The patient does not take it: the time is free again, and goes to the next who waits for one. */
export class DeclineOffer {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly waitList: WaitList,
    private readonly appointments: Appointments,
    private readonly facilities: FacilityCalendar,
    private readonly clock: Clock,
  ) {}

  /** @throws NotFound, InvalidTransition */
  execute(command: AnswerOfferCommand): Promise<WaitListEntry> {
    return this.unitOfWork.run(async () => {
      const { offer, entry, appointment } = await load(command, this.waitList, this.appointments);
      const now = this.clock.now();
      offer.decline(now);
      entry.goOnWaiting('decline');
      appointment.cancel('The offer was declined', await this.facilities.rulesOf(appointment.facilityId), now);
      await this.appointments.release(appointment);
      await this.waitList.save();
      return entry;
    });
  }
}

async function load({ offerId, scope }: AnswerOfferCommand, waitList: WaitList, appointments: Appointments): Promise<Offered> {
  const offer = await waitList.getOffer(offerId, scope);
  return { offer, entry: await waitList.get(offer.entryId), appointment: await appointments.get(offer.appointmentId) };
}
