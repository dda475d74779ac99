import { AggregateRoot } from '#kernel';

/** A link by which calendar programs fetch a practitioner's appointments, for as long as it is not taken back. */
export class CalendarLink extends AggregateRoot {
  readonly revokedAt?: Temporal.Instant;

  constructor(
    readonly id: string,
    readonly staffId: string,
    readonly facilityId: string,
    readonly createdAt: Temporal.Instant,
  ) {
    super();
  }

  /** Done twice, the first time counts. */
  revoke(now: Temporal.Instant): void {
    Object.assign(this, { revokedAt: this.revokedAt ?? now });
  }
}
