/** Where the time comes from. */
export abstract class Clock {
  abstract now(): Temporal.Instant;
}
