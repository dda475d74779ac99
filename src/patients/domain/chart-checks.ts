import type { FieldError } from '#kernel';
import { isPartialDate } from './patient-checks.js';
import { InvalidDetails } from './patient-errors.js';

/** Dates of a chart entry: `onset` and `abatement` may be partial. */
interface EntryDates {
  onset?: string;
  abatement?: string;
  recordedOn?: string;
}

/**
 * Refuses dates that are none, and an end before the beginning.
 * @throws InvalidDetails
 */
export function checkEntryDates({ onset, abatement, recordedOn }: EntryDates): void {
  const problems: FieldError[] = [];
  for (const [name, date] of Object.entries({ onset, abatement, recordedOn })) {
    if (date !== undefined && !isPartialDate(date))
      {problems.push({ pointer: `/${name}`, message: 'must be a date as YYYY-MM-DD, YYYY-MM or YYYY' });}
  }
  if (onset !== undefined && abatement !== undefined && abatement.slice(0, onset.length) < onset.slice(0, abatement.length)) {
    problems.push({ pointer: '/abatement', message: 'must not lie before the onset' });
  }
  if (problems.length > 0) throw new InvalidDetails(problems);
}
