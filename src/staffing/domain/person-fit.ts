import { credentialGaps, employmentGaps } from './duty-gaps.js';
import { windowOf } from './interval.js';
import { localLeave } from './leave-days.js';
import type { RosteredPerson, Stretch, Violation, WorkedShift, WorkRule, WorkRules } from './work-rules.js';

/** What stands between a person and a shift whatever else they work: role, credential, employment, leave. */
export function personFit(person: RosteredPerson, shift: WorkedShift, rules: WorkRules): Violation[] {
  const broken: [WorkRule, string | undefined][] = [
    ['facility', wrongFacility(person, shift)],
    ['role', wrongRole(person, shift)],
    ['specialty', missingSpecialty(person, shift)],
    ['credential', missingCredential(person, shift, rules)],
    ['employment', notEmployed(person, shift, rules)],
    ['leave', onLeave(person, shift, rules)],
  ];
  return broken.flatMap(([rule, message]) =>
    message === undefined ? [] : [{ rule, staffId: person.staffId, shiftIds: [shift.id], message }],
  );
}

function wrongFacility(person: RosteredPerson, shift: WorkedShift): string | undefined {
  return person.facilityId === shift.facilityId ? undefined : 'The person does not work at the facility of the shift.';
}

function wrongRole({ role }: RosteredPerson, shift: WorkedShift): string | undefined {
  return shift.role === undefined || shift.role === role ? undefined : `The shift is for a ${shift.role}.`;
}

function missingSpecialty({ specialties }: RosteredPerson, { specialty }: WorkedShift): string | undefined {
  return specialty === undefined || specialties.includes(specialty) ? undefined : `The shift asks for the specialty ${specialty}.`;
}

function missingCredential(person: RosteredPerson, shift: WorkedShift, { requiredCredentials, timeZone }: WorkRules): string | undefined {
  const required = requiredCredentials[person.role] ?? [];
  const [gap] = credentialGaps(required, person.credentials, timeZone, windowAround(shift));
  return gap && `No valid ${gap.kind} for the whole of the shift.`;
}

function notEmployed({ employmentStart, employmentEnd }: RosteredPerson, shift: WorkedShift, { timeZone }: WorkRules): string | undefined {
  const gaps = employmentGaps(employmentStart, employmentEnd, timeZone, windowAround(shift));
  return gaps.length === 0 ? undefined : 'The shift lies outside the employment.';
}

function onLeave({ leave }: RosteredPerson, shift: WorkedShift, { timeZone, midday }: WorkRules): string | undefined {
  if (leave.length === 0) return undefined;
  const worked = localTimes(shift, timeZone);
  const isAway = leave.map((each) => localLeave(each, midday)).some(({ from, until }) => from < worked.until && worked.from < until);
  return isAway ? 'The person is on approved leave.' : undefined;
}

/** By the clocks of the facility, to the minute: `YYYY-MM-DDTHH:MM`. */
function localTimes({ from, until }: Stretch, timeZone: string): { from: string; until: string } {
  const localAt = (at: number): string =>
    Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timeZone).toPlainDateTime().toString({ smallestUnit: 'minute' });
  return { from: localAt(from), until: localAt(until) };
}

function windowAround({ from, until }: Stretch): ReturnType<typeof windowOf> {
  return windowOf(Temporal.Instant.fromEpochMilliseconds(from), Temporal.Instant.fromEpochMilliseconds(until));
}
