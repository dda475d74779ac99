/** What date it is where somebody works. */
export abstract class LocalDates {
  /** @throws NotFound where there is no such member of staff */
  abstract dateFor(staffId: string, at: Temporal.Instant): Promise<Temporal.PlainDate>;
}
