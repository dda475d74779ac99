import type { FieldError } from '#kernel';
import type { ContactPoint, PatientDetails } from './patient-details.js';
import { InvalidDetails } from './patient-errors.js';
import { phoneDigits } from './phone.js';

/** Hours by which a day begins first before UTC: whoever was born today anywhere was born today there. */
const EARLIEST_OFFSET = 14;
const OLDEST_YEAR = 1800;
/** Control characters, and halves of characters, which no database can keep. */
const UNPRINTABLE = /[\p{Cc}\p{Cs}]/u;
const MORE_THAN_SPACE = /\S/;
const PARTIAL_DATE = /^\d{4}(?:-\d{2}(?:-\d{2})?)?$/;
const ADDRESS_LIKE = /^[^\s@]+@[^\s@]+$/;
const DIGITS_OF_A_PHONE = 3;

type Problems = Generator<FieldError>;

/**
 * Refuses details that cannot be true on any day.
 * @throws InvalidDetails naming each of them
 */
export function checkDetails(details: PatientDetails, now: Temporal.Instant): void {
  const today = now.add({ hours: EARLIEST_OFFSET }).toString().slice(0, 10);
  const problems = [
    ...nameProblems(details),
    ...dateProblems(details, today),
    ...contactProblems(details.contacts),
    ...identifierProblems(details),
    ...missingParts(details),
  ];
  if (problems.length > 0) throw new InvalidDetails(problems);
}

/** Whether a text is a calendar date, or its year or year and month alone. */
export function isPartialDate(text: string): boolean {
  if (!PARTIAL_DATE.test(text)) return false;
  const [year = '', month = '01', day = '01'] = text.split('-');
  const [y, m, d] = [Number(year), Number(month), Number(day)];
  return y >= OLDEST_YEAR && m >= 1 && m <= 12 && d >= 1 && d <= daysIn(y, m);
}

function daysIn(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}

function* nameProblems({ name: { given, family, prefix = '' } }: PatientDetails): Problems {
  if (!MORE_THAN_SPACE.test(family)) yield { pointer: '/name/family', message: 'must not be blank' };
  for (const text of [...given, family, prefix]) {
    if (UNPRINTABLE.test(text)) yield { pointer: '/name', message: 'must not contain control characters' };
  }
}

function* dateProblems({ birthDate, deceasedOn }: PatientDetails, today: string): Problems {
  if (!isPartialDate(birthDate)) yield { pointer: '/birthDate', message: 'must be a date as YYYY-MM-DD, YYYY-MM or YYYY' };
  else if (birthDate > today) yield { pointer: '/birthDate', message: 'must not lie in the future' };
  if (deceasedOn === undefined) return;
  if (deceasedOn > today) yield { pointer: '/deceasedOn', message: 'must not lie in the future' };
  if (deceasedOn.slice(0, birthDate.length) < birthDate) yield { pointer: '/deceasedOn', message: 'must not lie before the birth date' };
}

function* contactProblems(contacts: readonly ContactPoint[]): Problems {
  for (const [index, { system, value }] of contacts.entries()) {
    const pointer = `/contacts/${index}/value`;
    if (system === 'email' && !ADDRESS_LIKE.test(value)) yield { pointer, message: 'must be an e-mail address' };
    if (system === 'phone' && phoneDigits(value).length < DIGITS_OF_A_PHONE) yield { pointer, message: 'must be a phone number' };
  }
}

function* identifierProblems({ identifiers }: PatientDetails): Problems {
  const seen = new Set<string>();
  for (const [index, { system, value }] of identifiers.entries()) {
    const key = JSON.stringify([system, value]);
    if (seen.has(key)) yield { pointer: `/identifiers/${index}`, message: 'must not be named twice' };
    seen.add(key);
  }
}

/** What came together out of several changes may still lack a part. */
function* missingParts({ address, reminderPreferences }: PatientDetails): Problems {
  const parts: Record<string, unknown> = {};
  if (address) Object.assign(parts, { '/address/line': address.line, '/address/city': address.city });
  if (reminderPreferences) parts['/reminderPreferences/channels'] = reminderPreferences.channels;
  const quiet = reminderPreferences?.quietHours;
  if (quiet) Object.assign(parts, { '/reminderPreferences/quietHours/from': quiet.from, '/reminderPreferences/quietHours/to': quiet.to });
  for (const [pointer, part] of Object.entries(parts)) {
    if (part === undefined) yield { pointer, message: 'is required' };
  }
}
