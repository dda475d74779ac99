/** What a reminder says. No clinical detail, and nothing but the time in the subject. */
export interface ReminderText {
  subject: string;
  text: string;
}

interface Template {
  locale: string;
  subject: (when: string) => string;
  text: (when: string) => string;
}

const templates: Record<string, Template> = {
  en: {
    locale: 'en-GB',
    subject: (when) => `Your appointment on ${when}`,
    text: (when) => `This is a reminder of your appointment on ${when}.\n\nIf you can't come, please let us know in good time.\n`,
  },
  de: {
    locale: 'de-DE',
    subject: (when) => `Ihr Termin am ${when}`,
    text: (when) =>
      `Wir erinnern Sie an Ihren Termin am ${when}.\n\nFalls Sie nicht kommen können, sagen Sie uns bitte rechtzeitig Bescheid.\n`,
  },
};

/** The reminder in the patient's language if we have it, else in English; times are the facility's. */
export function reminderText(start: Temporal.Instant, facilityZone: string, language?: string): ReminderText {
  const template = templates[language?.slice(0, 2).toLowerCase() ?? 'en'] ?? templates.en!;
  const when = start.toLocaleString(template.locale, {
    timeZone: facilityZone,
    dateStyle: 'full',
    timeStyle: 'short',
  });
  return { subject: template.subject(when), text: template.text(when) };
}
