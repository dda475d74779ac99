import { readMrn } from '../../domain/mrn.js';
import { wordsOf } from '../../domain/name-words.js';
import type { DuplicateCandidate } from '../../domain/patient-errors.js';
import { phoneKey } from '../../domain/phone.js';

/** What is asked of the index of patients; what is left out does not matter. */
export interface PatientCriteria {
  /** Words of the name, in any order, each by its beginning. */
  q?: string;
  mrn?: string;
  /** `YYYY-MM-DD`, or its year or year and month. */
  birthDate?: string;
  phone?: string;
  /** `value`, or `system|value` as FHIR's token: the first bar divides. */
  identifier?: string;
}

/** The criteria as they are compared. */
export interface ReadCriteria {
  words: string[];
  mrn?: string;
  birthDate?: string;
  phone?: string;
  identifier?: { system?: string; value: string };
}

/** Somebody who was found. */
export interface FoundPatient extends DuplicateCandidate {
  deceasedOn: string | null;
  /** With the id, where in the order: the next page begins after the last one's. */
  k1: string;
  k2: string;
}

const MOST_WORDS = 6;

/** Nothing where a criterion cannot match anybody. */
export function readCriteria({ q, mrn, birthDate, phone, identifier }: PatientCriteria): ReadCriteria | undefined {
  const read: ReadCriteria = { words: [] };
  if (q !== undefined) read.words = [...new Set(wordsOf(q))].slice(0, MOST_WORDS);
  if (mrn !== undefined) read.mrn = readMrn(mrn);
  if (phone !== undefined) read.phone = phoneKey(phone);
  if (identifier !== undefined) read.identifier = readIdentifier(identifier);
  read.birthDate = birthDate;
  const hopeless = (q !== undefined && read.words.length === 0) || (mrn !== undefined && !read.mrn) || read.phone === '';
  return hopeless ? undefined : read;
}

function readIdentifier(identifier: string): ReadCriteria['identifier'] {
  const bar = identifier.indexOf('|');
  return bar < 0 ? { value: identifier } : { system: identifier.slice(0, bar) || undefined, value: identifier.slice(bar + 1) };
}
