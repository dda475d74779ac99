import { RuleBroken } from '#kernel';

/**
 * The IANA name with its letters in their usual case; renamed zones keep the name that was given.
 * @throws RuleBroken `invalid-time-zone`
 */
export function zoneName(name: string): string {
  try {
    if (/^[+-]/.test(name)) throw new RangeError('an offset is no zone');
    return Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(name).timeZoneId;
  } catch {
    throw new RuleBroken('invalid-time-zone', 'A time zone is an IANA name such as Europe/Berlin.', { timeZone: name });
  }
}
