import type { Clock } from '#kernel';
import type { RemindedAppointment } from '../domain/reminded-appointment.js';
import { afterQuietHours } from '../domain/quiet-hours.js';
import type { Reminders } from '../domain/reminders.js';
import { addressOf } from './patient-reach.js';
import type { AppointmentLinks, Confirmations, FacilityCalendar } from './ports.js';
import type { ReminderSituations, Situation } from './reminder-situations.js';

/** What was done with an appointment that its patient may want in writing. */
export interface Deed {
  appointmentId: string;
  facilityId: string;
  what: 'booked' | 'rescheduled' | 'cancelled';
  timeVersion: number;
  /** RFC 3339; where it was before it was moved. */
  previousStart?: string;
}

/**
 * Confirms bookings, moves and cancellations to patients, with an entry for their calendar, where the facility does so. Part
 * of the unit of work that learns of the deed. Nothing is said of what has been overtaken meanwhile, nor where the hospital
 * has told the patient in other words already.
 */
export class ConfirmToPatients {
  constructor(
    private readonly facilities: FacilityCalendar,
    private readonly situations: ReminderSituations,
    private readonly reminders: Reminders,
    private readonly confirmations: Confirmations,
    private readonly links: AppointmentLinks,
    private readonly clock: Clock,
  ) {}

  async execute(deeds: readonly Deed[]): Promise<void> {
    const wanted = await this.wanted(deeds);
    const situations = await this.situations.of(wanted.map(({ appointmentId }) => appointmentId));
    for (const deed of wanted) {
      const situation = situations.get(deed.appointmentId);
      if (situation && isStillSo(deed, situation.appointment)) await this.confirm(deed, situation);
    }
  }

  /** Those at facilities that confirm: most do not, and nothing is looked up for them. */
  private async wanted(deeds: readonly Deed[]): Promise<Deed[]> {
    const confirming = new Set<string>();
    for (const facilityId of new Set(deeds.map((deed) => deed.facilityId))) {
      const { messages } = await this.facilities.rulesOf(facilityId);
      if (messages.confirmations) confirming.add(facilityId);
    }
    return deeds.filter(({ facilityId }) => confirming.has(facilityId));
  }

  private async confirm(deed: Deed, { appointment, contact, reach, rules }: Situation): Promise<void> {
    const recipients = reach.channels.map((channel) => ({ channel, to: addressOf(contact, channel)! }));
    if (recipients.length === 0 || (await this.wasToldAlready(appointment))) return;
    const { id, facilityId, patientId, start, end } = appointment;
    const { timeZone } = rules;
    const cancelled = deed.what === 'cancelled';
    const now = this.clock.now();
    this.confirmations.request({
      ...{ appointmentId: id, what: deed.what, timeVersion: deed.timeVersion, facilityId, patientId, recipients },
      languages: [contact?.language, rules.messages.language],
      when: { at: start.toString(), timeZone },
      previousWhen: deed.previousStart === undefined ? undefined : { at: deed.previousStart, timeZone },
      end: end.toString(),
      facility: rules.facilityName,
      cancelUrl: cancelled ? undefined : this.links.to('cancel', appointment),
      notBefore: afterQuietHours(now, reach.quietHours, reach.timeZone),
      notAfter: Temporal.Instant.compare(start, now) > 0 ? start : end,
    });
  }

  private async wasToldAlready({ id, timeVersion }: RemindedAppointment): Promise<boolean> {
    const known = await this.reminders.ofAppointment(id);
    return known.some(({ purpose, appointmentVersion }) => purpose !== 'reminder' && appointmentVersion === timeVersion);
  }
}

function isStillSo({ what, timeVersion }: Deed, { status, timeVersion: present }: RemindedAppointment): boolean {
  if (what === 'cancelled') return status === 'cancelled';
  return timeVersion === present && (status === 'booked' || status === 'confirmed');
}
