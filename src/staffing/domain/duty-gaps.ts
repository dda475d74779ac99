import type { Validity } from './credential.js';
import { daysAsInterval, gapsIn, type Interval } from './interval.js';

/** Time in which a credential that the role requires is missing, expired or suspended. */
export interface CredentialGap extends Interval {
  kind: string;
}

/** Farthest date that PostgreSQL, Temporal and JSON agree on; stands for "without an end". */
const FAR = Temporal.PlainDate.from('9999-12-30');

/** What of the window lies outside the employment, whose last day is worked. */
export function employmentGaps(
  start: Temporal.PlainDate,
  end: Temporal.PlainDate | undefined,
  timeZone: string,
  window: Interval,
): Interval[] {
  return gapsIn(window, [daysAsInterval(start, end ?? FAR, timeZone)]);
}

/**
 * What of the window lacks a required credential, kind by kind. A suspended credential counts up to the
 * moment of its suspension.
 */
export function credentialGaps(
  required: readonly string[],
  held: readonly (Validity & { kind: string })[],
  timeZone: string,
  window: Interval,
): CredentialGap[] {
  return required.flatMap((kind) => {
    const covered = held.filter((each) => each.kind === kind).flatMap((each) => inForce(each, timeZone));
    return gapsIn(window, covered).map((gap) => ({ kind, ...gap }));
  });
}

function inForce({ validFrom, validUntil, suspendedAt }: Validity, timeZone: string): Interval[] {
  const { from, to } = daysAsInterval(validFrom, validUntil, timeZone);
  const until = suspendedAt && Temporal.Instant.compare(suspendedAt, to) < 0 ? suspendedAt : to;
  return Temporal.Instant.compare(from, until) < 0 ? [{ from, to: until }] : [];
}
