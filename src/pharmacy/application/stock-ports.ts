/** What day it is where stock is kept. */
export abstract class FacilityDays {
  /** @throws NotFound where there is no such facility */
  abstract on(facilityId: string, at: Temporal.Instant): Promise<Temporal.PlainDate>;
  /** Of every facility, by its id. */
  abstract everywhere(at: Temporal.Instant): Promise<ReadonlyMap<string, Temporal.PlainDate>>;
}

/** How stock is held for somebody. */
export abstract class ReservationRules {
  /** What day it is there, and until when stock is held from now on. @throws NotFound where there is no such facility */
  abstract from(facilityId: string, now: Temporal.Instant): Promise<{ today: Temporal.PlainDate; until: Temporal.Instant }>;
}

/** What was asked for and was not there. */
export abstract class UnmetDemand {
  /** @param missing with whole units that were missing */
  abstract note(missing: { facilityId: string; locationId: string; medicationId: string; quantity: number; at: Temporal.Instant }): void;
}
