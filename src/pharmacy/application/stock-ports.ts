/** What day it is where stock is kept. */
export abstract class FacilityDays {
  /** @throws NotFound where there is no such facility */
  abstract on(facilityId: string, at: Temporal.Instant): Promise<Temporal.PlainDate>;
  /** Of every facility, by its id. */
  abstract everywhere(at: Temporal.Instant): Promise<ReadonlyMap<string, Temporal.PlainDate>>;
}
