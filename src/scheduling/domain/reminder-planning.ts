import { afterQuietHours, type QuietHours } from './quiet-hours.js';
import { type NoticePurpose, Reminder, type Suppression } from './reminder.js';
import type { RemindedAppointment } from './reminded-appointment.js';
import type { ReminderChannel, ReminderOffset } from './reminder-plan.js';

/** How a patient may be reached. */
export interface Reach {
  /** Channels that the patient has an address for and consents to. */
  channels: readonly ReminderChannel[];
  /** Channels that the patient has an address for. */
  addresses: readonly ReminderChannel[];
  quietHours?: QuietHours;
  /** The patient's zone. */
  timeZone: string;
}

/** When an offset's reminder goes out, or why it does not. */
export type Timely = { at: Temporal.Instant } | { not: Suppression };

/**
 * Plans one reminder per offset, by the first channel that the patient consents to. An offset that has
 * passed already is left out, except the one closest to the start, which goes out at once.
 * @param offsets longest before first
 */
export function planReminders(
  appointment: RemindedAppointment,
  offsets: readonly ReminderOffset[],
  reach: Reach,
  now: Temporal.Instant,
  nextId: () => string,
): Reminder[] {
  if (Temporal.Instant.compare(appointment.start, now) <= 0) return [];
  const last = offsets.at(-1);
  return offsets
    .map((offset) => ({ offset, dueAt: appointment.start.subtract({ minutes: offset.before }) }))
    .filter(({ offset, dueAt }) => offset === last || Temporal.Instant.compare(dueAt, now) > 0)
    .map(({ offset, dueAt }) => planOne(appointment, offset, laterOf(dueAt, now), reach, nextId()));
}

/** A message that goes out now: that the appointment was moved or cancelled. */
export function planNotice(
  appointment: RemindedAppointment,
  purpose: NoticePurpose,
  reach: Reach,
  now: Temporal.Instant,
  id: string,
): Reminder {
  const [channel, ...fallbacks] = reach.channels;
  const { facilityId, patientId, timeVersion } = appointment;
  const notice = new Reminder({
    ...{ id, facilityId, patientId, purpose },
    appointmentId: appointment.id,
    appointmentVersion: timeVersion,
    offsetMinutes: 0,
    channel: channel ?? reach.addresses[0] ?? 'email',
    fallbacks,
    dueAt: now,
  });
  if (!channel) notice.suppress(reach.addresses.length > 0 ? 'opted-out' : 'unreachable');
  return notice;
}

/** The first instant from `at` on outside the patient's quiet hours, unless the appointment has begun by then. */
export function timely(at: Temporal.Instant, start: Temporal.Instant, reach: Reach): Timely {
  const allowed = afterQuietHours(at, reach.quietHours, reach.timeZone);
  if (Temporal.Instant.compare(allowed, start) < 0) return { at: allowed };
  return { not: allowed.equals(at) ? 'too-late' : 'quiet-hours' };
}

function planOne(appointment: RemindedAppointment, offset: ReminderOffset, dueAt: Temporal.Instant, reach: Reach, id: string): Reminder {
  const channel = offset.channels.find((each) => reach.channels.includes(each));
  const fallbacks = channel ? offset.channels.slice(offset.channels.indexOf(channel) + 1) : [];
  const when = timely(dueAt, appointment.start, reach);
  const reminder = new Reminder({
    id,
    facilityId: appointment.facilityId,
    appointmentId: appointment.id,
    appointmentVersion: appointment.timeVersion,
    patientId: appointment.patientId,
    offsetMinutes: offset.before,
    channel: channel ?? offset.channels[0] ?? 'email',
    fallbacks,
    dueAt: 'at' in when ? when.at : dueAt,
  });
  if (!channel) reminder.suppress(offset.channels.some((each) => reach.addresses.includes(each)) ? 'opted-out' : 'unreachable');
  else if ('not' in when) reminder.suppress(when.not);
  return reminder;
}

function laterOf(one: Temporal.Instant, other: Temporal.Instant): Temporal.Instant {
  return Temporal.Instant.compare(one, other) > 0 ? one : other;
}
