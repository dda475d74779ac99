import type { PageContent } from '#http';
import type { LinkedAppointment } from '../../application/answer-by-link.js';

interface Words {
  locale: string;
  ask: Record<LinkedAppointment['purpose'], { title: string; button: string }>;
  done: Record<LinkedAppointment['purpose'], string>;
  late: string;
  spent: { title: string; text: string };
}

const WORDS: Record<string, Words> = {
  en: {
    locale: 'en-GB',
    ask: {
      confirm: { title: 'Confirm your appointment', button: 'Yes, I will come' },
      cancel: { title: 'Cancel your appointment', button: 'Cancel the appointment' },
    },
    done: { confirm: 'Thank you: your appointment is confirmed', cancel: 'Your appointment is cancelled' },
    late: 'It begins soon, so this counts as a late cancellation.',
    spent: {
      title: 'This link is of no use any more',
      text: 'Your appointment was moved, is over, or can’t be changed here. Please call us.',
    },
  },
  de: {
    locale: 'de-DE',
    ask: {
      confirm: { title: 'Ihren Termin bestätigen', button: 'Ja, ich komme' },
      cancel: { title: 'Ihren Termin absagen', button: 'Termin absagen' },
    },
    done: { confirm: 'Danke: Ihr Termin ist bestätigt', cancel: 'Ihr Termin ist abgesagt' },
    late: 'Er beginnt bald, deshalb gilt das als späte Absage.',
    spent: {
      title: 'Dieser Link gilt nicht mehr',
      text: 'Ihr Termin wurde verlegt, ist vorbei oder kann hier nicht geändert werden. Bitte rufen Sie uns an.',
    },
  },
};

/** The first language of a browser that there are words in. */
export function languageOf(acceptLanguage = ''): string {
  const wished = acceptLanguage.split(',').map((part) => part.trim().slice(0, 2).toLowerCase());
  return wished.find((language) => WORDS[language] !== undefined) ?? 'en';
}

/** The page of a link that can be followed. */
export function pageOf(appointment: LinkedAppointment, language: string): PageContent {
  const { purpose, isDone, isLate, start, timeZone, facilityName } = appointment;
  const { locale, ask, done, late } = WORDS[language]!;
  const when = start.toLocaleString(locale, { timeZone, dateStyle: 'full', timeStyle: 'short' });
  const paragraphs = [`${facilityName}, ${when}`];
  if (isDone) return { language, title: done[purpose], paragraphs };
  if (purpose === 'cancel' && isLate) paragraphs.push(late);
  return { language, title: ask[purpose].title, paragraphs, button: { text: ask[purpose].button, field: 'answer', value: purpose } };
}

/** The page of a link that can't be followed any more, or never could. */
export function spentPage(language: string): PageContent {
  const { title, text } = WORDS[language]!.spent;
  return { language, title, paragraphs: [text] };
}
