import { daysWithin, gapsIn, type Interval, surelyHold, type Window } from './interval.js';

/** Time in which a credential that the role requires is missing, expired or suspended. */
export interface CredentialGap extends Interval {
  kind: string;
}

/** A credential as plain data: dates as `YYYY-MM-DD`, both inclusive. */
export interface HeldCredential {
  kind: string;
  validFrom: string;
  validUntil: string;
  /** RFC 3339. */
  suspendedAt?: string;
}

/** What of the window lies outside the employment, whose last day is worked. Dates as `YYYY-MM-DD`. */
export function employmentGaps(start: string, end: string | undefined, timeZone: string, window: Window): Interval[] {
  return surelyHold(start, end, window) ? [] : gapsIn(window, [daysWithin(start, end, timeZone, window)]);
}

/**
 * What of the window lacks a required credential, kind by kind. A suspended credential counts up to the
 * moment of its suspension.
 */
export function credentialGaps(
  required: readonly string[],
  held: readonly HeldCredential[],
  timeZone: string,
  window: Window,
): CredentialGap[] {
  return required.flatMap((kind) => {
    const ofKind = held.filter((each) => each.kind === kind);
    if (ofKind.some((each) => !each.suspendedAt && surelyHold(each.validFrom, each.validUntil, window))) return [];
    const covered = ofKind.flatMap((each) => inForce(each, timeZone, window));
    return gapsIn(window, covered).map((gap) => ({ kind, ...gap }));
  });
}

function inForce({ validFrom, validUntil, suspendedAt }: HeldCredential, timeZone: string, window: Window): Interval[] {
  const { from, to } = daysWithin(validFrom, validUntil, timeZone, window);
  const suspended = suspendedAt === undefined ? to : Temporal.Instant.from(suspendedAt);
  const until = Temporal.Instant.compare(suspended, to) < 0 ? suspended : to;
  return Temporal.Instant.compare(from, until) < 0 ? [{ from, to: until }] : [];
}
