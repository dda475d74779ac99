/**
 * A fact that other contexts may react to. Events are published through the outbox, in the order in
 * which one aggregate recorded them.
 */
export interface DomainEvent<Payload extends object = object> {
  /** Context, past tense and version: `scheduling.appointment-booked.v1`. */
  readonly type: string;
  /** The aggregate whose order is kept. */
  readonly aggregateId: string;
  /** Ids and plain facts only; no names, contacts or clinical text. */
  readonly payload: Payload;
}
