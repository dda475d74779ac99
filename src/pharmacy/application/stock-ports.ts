/** What day it is where stock is kept. */
export abstract class FacilityDays {
  /** @throws NotFound where there is no such facility */
  abstract on(facilityId: string, at: Temporal.Instant): Promise<Temporal.PlainDate>;
  /** Of every facility, by its id. */
  abstract everywhere(at: Temporal.Instant): Promise<ReadonlyMap<string, Temporal.PlainDate>>;
}

/** How stock is held for somebody. */
export abstract class ReservationRules {
  /** Hours after which it is free again. @throws NotFound where there is no such facility */
  abstract reservationHours(facilityId: string): Promise<number>;
}

/** What was asked for and was not there. */
export abstract class UnmetDemand {
  /** @param missing with whole units that were missing */
  abstract note(missing: { facilityId: string; locationId: string; medicationId: string; quantity: number; at: Temporal.Instant }): void;
}
