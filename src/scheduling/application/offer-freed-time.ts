import { type Clock, DomainError, type Ids, type UnitOfWork } from '#kernel';
import { PatientBusy } from '../domain/appointment-errors.js';
import type { Appointment } from '../domain/appointment.js';
import { offerLimit } from '../domain/offer-limit.js';
import { afterQuietHours } from '../domain/quiet-hours.js';
import type { FreedTime, WaitList } from '../domain/wait-list.js';
import type { WaitListEntry } from '../domain/wait-list-entry.js';
import { WaitListOffer } from '../domain/wait-list-offer.js';
import type { BookAppointment } from './book-appointment.js';
import { reachOf } from './patient-reach.js';
import type { FacilityCalendar, PatientDirectory } from './ports.js';
import type { Telling, TellOfOffer } from './tell-of-offer.js';

/** Refusals that are about the one patient: the next may have the time. */
const OF_THE_PATIENT = new Set(['patient-deceased', 'too-many-open-bookings']);
const MOST_TRIED = 50;

/**
 * Offers a time that was given back to the one of the wait-list whose turn it is. The time is really held, by the normal way
 * of booking, so that the database guards it; the offer, the hold, the entry and the message are one transaction. What can't
 * be booked any more (somebody was faster, the practitioner is away) is offered to nobody.
 */
export class OfferFreedTime {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly waitList: WaitList,
    private readonly book: BookAppointment,
    private readonly patients: PatientDirectory,
    private readonly facilities: FacilityCalendar,
    private readonly tellOfOffer: TellOfOffer,
    private readonly ids: Ids,
    private readonly clock: Clock,
  ) {}

  /** @returns whether somebody was made an offer */
  execute(time: FreedTime): Promise<boolean> {
    return this.unitOfWork.run(async () => {
      if (Temporal.Instant.compare(time.start, this.clock.now()) <= 0) return false;
      const passedOver: string[] = [];
      while (passedOver.length < MOST_TRIED) {
        const entry = await this.waitList.nextFor(time, passedOver);
        const outcome = entry ? await this.offerTo(entry, time) : 'gone';
        if (!entry || outcome !== 'unfit') return outcome === 'made';
        passedOver.push(entry.id);
      }
      return false;
    });
  }

  /** `unfit` where the patient can't take the time or can't be asked before it; `gone` where nobody can have it. */
  private async offerTo(entry: WaitListEntry, time: FreedTime): Promise<'made' | 'unfit' | 'gone'> {
    const rules = await this.facilities.rulesOf(entry.facilityId);
    const contact = await this.patients.contactOf(entry.patientId);
    const { quietHours, timeZone } = reachOf(contact, rules.timeZone);
    const from = afterQuietHours(this.clock.now(), quietHours, timeZone);
    const { waitListOfferMinutes: offerMinutes, minimumNoticeMinutes } = rules;
    const expiresAt = offerLimit({ from, start: time.start, offerMinutes, minimumNoticeMinutes });
    if (!expiresAt) return 'unfit';
    try {
      this.record(entry, await this.hold(entry, time, expiresAt), { contact, rules, from });
      return 'made';
    } catch (error) {
      if (error instanceof PatientBusy || (error instanceof DomainError && OF_THE_PATIENT.has(error.code))) return 'unfit';
      if (error instanceof DomainError) return 'gone';
      throw error;
    }
  }

  private hold({ patientId, appointmentTypeId }: WaitListEntry, time: FreedTime, holdUntil: Temporal.Instant): Promise<Appointment> {
    return this.book.execute({ patientId, appointmentTypeId, staffId: time.staffId, start: time.start, hold: true, holdUntil });
  }

  private record(entry: WaitListEntry, held: Appointment, telling: Telling): void {
    const { id: entryId, facilityId, patientId } = entry;
    const { id: appointmentId, staffId, start, end } = held;
    const times = { start, end, expiresAt: held.holdUntil! };
    const fields = { id: this.ids.next(), entryId, facilityId, patientId, appointmentId, staffId, ...times };
    const offer = WaitListOffer.make(fields, this.clock.now());
    entry.offer();
    this.waitList.addOffer(offer);
    this.tellOfOffer.execute(offer, held, telling);
  }
}
