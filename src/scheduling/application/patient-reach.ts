import type { Reach } from '../domain/reminder-planning.js';
import type { ReminderChannel } from '../domain/reminder-plan.js';
import type { PatientContact } from './ports.js';

/** How a patient may be reminded; the facility's zone stands in where the patient's is not known. */
export function reachOf(contact: PatientContact | undefined, facilityZone: string): Reach {
  const addresses = (['email', 'sms'] as const).filter((channel) => addressOf(contact, channel) !== undefined);
  const wanted = contact?.channels ?? ['email'];
  return {
    addresses,
    channels: addresses.filter((channel) => wanted.includes(channel)),
    quietHours: contact?.quietHours,
    timeZone: contact?.timeZone ?? facilityZone,
  };
}

export function addressOf(contact: PatientContact | undefined, channel: ReminderChannel): string | undefined {
  return channel === 'email' ? contact?.email : contact?.phone;
}
