import type { ReminderPurpose } from './reminder.js';

/** What a message about an appointment says. No clinical detail, and nothing but the time in the subject. */
export interface ReminderText {
  subject: string;
  text: string;
}

interface Template {
  subject: (when: string) => string;
  text: (when: string) => string;
}

interface Language extends Record<ReminderPurpose, Template> {
  locale: string;
}

const languages: Record<string, Language> = {
  en: {
    locale: 'en-GB',
    reminder: {
      subject: (when) => `Your appointment on ${when}`,
      text: (when) => `This is a reminder of your appointment on ${when}.\n\nIf you can't come, please let us know in good time.\n`,
    },
    moved: {
      subject: (when) => `Your appointment is now on ${when}`,
      text: (when) =>
        `We had to move your appointment. It is now on ${when}.\n\nIf you can't come at that time, please let us know and we will find another.\n`,
    },
    cancelled: {
      subject: (when) => `Your appointment on ${when} can't take place`,
      text: (when) => `We are sorry: we had to cancel your appointment on ${when}.\n\nPlease get in touch with us for a new one.\n`,
    },
  },
  de: {
    locale: 'de-DE',
    reminder: {
      subject: (when) => `Ihr Termin am ${when}`,
      text: (when) =>
        `Wir erinnern Sie an Ihren Termin am ${when}.\n\nFalls Sie nicht kommen können, sagen Sie uns bitte rechtzeitig Bescheid.\n`,
    },
    moved: {
      subject: (when) => `Ihr Termin ist jetzt am ${when}`,
      text: (when) =>
        `Wir mussten Ihren Termin verlegen. Er ist jetzt am ${when}.\n\nFalls Sie dann nicht können, sagen Sie uns bitte Bescheid; wir finden einen anderen.\n`,
    },
    cancelled: {
      subject: (when) => `Ihr Termin am ${when} kann nicht stattfinden`,
      text: (when) => `Leider mussten wir Ihren Termin am ${when} absagen.\n\nBitte melden Sie sich bei uns für einen neuen.\n`,
    },
  },
};

/** The reminder in the patient's language if we have it, else in English; times are the facility's. */
export function reminderText(start: Temporal.Instant, facilityZone: string, language?: string): ReminderText {
  return textFor('reminder', start, facilityZone, language);
}

/** The message for a purpose; see `reminderText`. */
export function textFor(purpose: ReminderPurpose, start: Temporal.Instant, facilityZone: string, language = 'en'): ReminderText {
  const { locale, [purpose]: template } = languages[language.slice(0, 2).toLowerCase()] ?? languages['en']!;
  const when = start.toLocaleString(locale, { timeZone: facilityZone, dateStyle: 'full', timeStyle: 'short' });
  return { subject: template.subject(when), text: template.text(when) };
}
