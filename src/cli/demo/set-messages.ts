import type { DemoFacility } from './hospital.js';
import type { InProcessClient } from './in-process-client.js';
import type { Tally } from './tally.js';

/** A facility's own words for one kind of message. */
export async function setMessages(api: InProcessClient, tally: Tally, plan: DemoFacility, facilityId: string): Promise<void> {
  const about = { facilityId, kind: 'appointment-booked' };
  const words = await api.list<{ id?: string }>('/message-templates', about);
  const texts = {
    subject: 'See you on {{when}}',
    text: `${plan.name} expects you on {{when}}.\n{{#cancelUrl}}\nIf you can’t come: {{cancelUrl}}\n{{/cancelUrl}}`,
    sms: 'See you on {{when}}.',
    calendarTitle: 'Appointment, {{facility}}',
  };
  const own = words.find(({ id }) => id !== undefined);
  await tally.findOrMake('message templates', own, () => api.put('/message-templates', { ...about, language: 'en', ...texts }));
}
