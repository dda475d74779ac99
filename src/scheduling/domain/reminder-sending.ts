import type { RemindedAppointment } from './reminded-appointment.js';
import { Reminder } from './reminder.js';
import { type Reach, timely } from './reminder-planning.js';

/** Reasons after which another channel may still do. */
const OTHER_CHANNEL_MAY_DO = new Set(['opted-out', 'unreachable']);

/**
 * Whether a reminder goes out now: the appointment is still what it speaks of, the patient consents to the channel and is
 * not to be left in peace. Otherwise it is settled, or postponed.
 */
export function goesOut(reminder: Reminder, appointment: RemindedAppointment, reach: Reach, now: Temporal.Instant): boolean {
  if (!reminder.speaksOf(appointment.status)) reminder.suppress('cancelled');
  else if (reminder.appointmentVersion !== appointment.timeVersion) reminder.supersede();
  else if (!reach.channels.includes(reminder.channel)) {
    reminder.suppress(reach.addresses.includes(reminder.channel) ? 'opted-out' : 'unreachable');
  } else return isTime(reminder, appointment, reach, now);
  return false;
}

function isTime(reminder: Reminder, appointment: RemindedAppointment, reach: Reach, now: Temporal.Instant): boolean {
  const when = timely(now, appointment.start, reach);
  if ('not' in when) reminder.suppress(when.not);
  else if (!when.at.equals(now)) reminder.postpone(when.at);
  else return true;
  return false;
}

/** The same message by the next channel, where this one has failed for good and there is a next one in time. */
export function fallbackOf(
  reminder: Reminder,
  appointment: RemindedAppointment,
  reach: Reach,
  now: Temporal.Instant,
  id: string,
): Reminder | undefined {
  const failed = reminder.status === 'dead' || (reminder.status === 'suppressed' && OTHER_CHANNEL_MAY_DO.has(reminder.note ?? ''));
  const isStill = reminder.speaksOf(appointment.status) && reminder.appointmentVersion === appointment.timeVersion;
  const channel = reminder.fallbacks.find((each) => reach.channels.includes(each));
  const when = timely(now, appointment.start, reach);
  if (!failed || !isStill || channel === undefined || 'not' in when) return undefined;
  const { facilityId, appointmentId, appointmentVersion, patientId, offsetMinutes, purpose } = reminder;
  const fallbacks = reminder.fallbacks.slice(reminder.fallbacks.indexOf(channel) + 1);
  const fields = { id, facilityId, appointmentId, appointmentVersion, patientId, offsetMinutes, purpose };
  return new Reminder({ ...fields, channel, fallbacks, dueAt: when.at });
}
