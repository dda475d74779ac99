import type { MessageKind } from './message-kinds.js';
import type { MessageTexts } from './message-wording.js';

const CANCEL = '{{#cancelUrl}}\nTo cancel it: {{cancelUrl}}\n{{/cancelUrl}}';
const CALENDAR_TITLE = 'Appointment, {{facility}}';

/** What is said in English. */
export const english: Record<MessageKind, MessageTexts> = {
  'appointment-reminder': {
    subject: 'Your appointment on {{when}}',
    text: `This is a reminder of your appointment on {{when}}.

If you can't come, please let us know in good time.
{{#confirmUrl}}
To confirm it: {{confirmUrl}}
{{/confirmUrl}}${CANCEL}`,
    sms: 'Your appointment: {{when}}.{{#cancelUrl}} Cancel: {{cancelUrl}}{{/cancelUrl}}',
  },
  'appointment-moved': {
    subject: 'Your appointment is now on {{when}}',
    text: `We had to move your appointment. It is now on {{when}}.

If you can't come at that time, please let us know and we will find another.
${CANCEL}`,
    sms: 'We had to move your appointment. It is now on {{when}}.',
  },
  'appointment-called-off': {
    subject: "Your appointment on {{when}} can't take place",
    text: `We are sorry: we had to cancel your appointment on {{when}}.

Please get in touch with us for a new one.
`,
    sms: 'We are sorry: we had to cancel your appointment on {{when}}. Please get in touch.',
  },
  'appointment-booked': {
    subject: 'Your appointment on {{when}} is booked',
    text: `Your appointment at {{facility}} is on {{when}}.
${CANCEL}`,
    sms: 'Booked: your appointment on {{when}}.',
    calendarTitle: CALENDAR_TITLE,
  },
  'appointment-rescheduled': {
    subject: 'Your appointment is now on {{when}}',
    text: `Your appointment at {{facility}} has been moved.

Before: {{previousWhen}}
Now: {{when}}
${CANCEL}`,
    sms: 'Moved: your appointment is now on {{when}}.',
    calendarTitle: CALENDAR_TITLE,
  },
  'appointment-cancelled': {
    subject: 'Your appointment on {{when}} is cancelled',
    text: 'Your appointment at {{facility}} on {{when}} has been cancelled.\n',
    sms: 'Cancelled: your appointment on {{when}}.',
    calendarTitle: CALENDAR_TITLE,
  },
  'wait-list-offer': {
    subject: 'A time has become free for you: {{when}}',
    text: `{{facility}} can offer you an appointment on {{when}}.

Please answer before {{expiresAt}}; after that it goes to somebody else.
{{#link}}
To answer: {{link}}
{{/link}}`,
    sms: 'Free for you: {{when}}. Answer before {{expiresAt}}.{{#link}} {{link}}{{/link}}',
  },
  'password-reset': {
    subject: 'Your new password',
    text: `Somebody, probably you, asked for a new password for your account.

Choose it here: {{link}}

The link counts until {{expiresAt}} and only once. If it was not you, there is nothing to do: your password stays as it is.
`,
    sms: 'Choose a new password: {{link}}',
  },
  'patient-invitation': {
    subject: 'Your access',
    text: `You are invited to see your appointments online.

Sign up here, and have your birth date ready: {{link}}

The code in it is {{code}}. It counts until {{expiresAt}} and only once. If you do not expect it, do nothing.
`,
    sms: 'Your access, with your birth date: {{link}}',
  },
  'break-glass-notice': {
    subject: 'A record was opened in an emergency',
    text: `On {{at}} a patient's record was opened in an emergency, outside of the usual permissions.

Please review opening {{accessId}} before {{reviewDueAt}}.
`,
    sms: 'A record was opened in an emergency. Please review it before {{reviewDueAt}}.',
  },
  'break-glass-overdue': {
    subject: 'A review is overdue',
    text: `Opening {{accessId}} of a patient's record, on {{at}}, should have been reviewed before {{reviewDueAt}} and has not been.
`,
    sms: 'The review of an emergency access is overdue since {{reviewDueAt}}.',
  },
  'break-glass-unjustified': {
    subject: 'An emergency access was found unjustified',
    text: `Opening {{accessId}} of a patient's record, on {{at}}, was reviewed and found unjustified.
`,
    sms: 'An emergency access was found unjustified.',
  },
  'leave-impact': {
    subject: 'Leave: {{count}} to be looked at',
    text: 'The leave from {{from}} to {{to}} concerns {{count}} appointments or shifts that need another person or time.\n',
    sms: 'Leave {{from}} to {{to}}: {{count}} appointments or shifts need attention.',
  },
  'stock-alert': {
    subject: 'Stock needs your attention',
    text: `{{location}}, {{facility}}: {{medication}}
{{#lowStock}}
Stock is low: {{quantity}} usable, to be reordered at {{reorderPoint}}.
{{/lowStock}}{{#outOfStock}}
Nothing usable is left.
{{/outOfStock}}{{#expiring}}
Lot {{lotNumber}} can be used until {{expiresOn}}; {{quantity}} are on the shelf.
{{/expiring}}{{#expired}}
Lot {{lotNumber}} could be used until {{expiresOn}}; {{quantity}} are still on the shelf.
{{/expired}}{{#recalled}}
Lot {{lotNumber}} is recalled; {{quantity}} are still on the shelf.
{{/recalled}}`,
    sms: 'Stock needs your attention: {{location}}, {{facility}}.',
  },
};
