import type { Appointment } from '../domain/appointment.js';
import type { FacilityRules } from '../domain/facility-rules.js';
import type { WaitListOffer } from '../domain/wait-list-offer.js';
import { addressOf, reachOf } from './patient-reach.js';
import type { AppointmentLinks, PatientContact } from './ports.js';
import type { OfferMessages } from './wait-list-ports.js';

export interface Telling {
  contact?: PatientContact;
  rules: FacilityRules;
  /** The end of the patient's quiet hours. */
  from: Temporal.Instant;
}

/** Tells a patient of an offer, in the unit of work that makes it. */
export class TellOfOffer {
  constructor(
    private readonly messages: OfferMessages,
    private readonly links: AppointmentLinks,
  ) {}

  /** Who has no address, or wants no messages, is asked by the staff, who see the offer. */
  execute(offer: WaitListOffer, { timeVersion }: Appointment, { contact, rules, from }: Telling): void {
    const { timeZone } = rules;
    const recipients = reachOf(contact, timeZone).channels.map((channel) => ({ channel, to: addressOf(contact, channel)! }));
    if (recipients.length === 0) return;
    const { id: offerId, facilityId, patientId, appointmentId, start, expiresAt } = offer;
    this.messages.request({
      ...{ offerId, facilityId, patientId, recipients },
      languages: [contact?.language, rules.messages.language],
      when: { at: start.toString(), timeZone },
      facility: rules.facilityName,
      expiresAt: { at: expiresAt.toString(), timeZone },
      // Good until the offer ends: what it holds can be confirmed no longer.
      link: this.links.to('confirm', { id: appointmentId, timeVersion, start: expiresAt }),
      notBefore: from,
      notAfter: expiresAt,
    });
  }
}
