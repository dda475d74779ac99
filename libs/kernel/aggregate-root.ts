import { StaleVersion } from './domain-error.js';
import type { DomainEvent } from './domain-event.js';

/**
 * Base of everything that is loaded, changed and saved as one. Mapped as it is by the persistence
 * adapter, which skips constructors on load: members that are not mapped have no initialisers here.
 */
export abstract class AggregateRoot {
  abstract readonly id: string;
  /** Raised by one with each change that is saved; 1 for a new aggregate. */
  readonly version: number = 1;
  private recorded?: DomainEvent[];

  /** Refuses the change where the caller named a version that is not the current one. */
  expectVersion(expected: number | undefined): void {
    if (expected !== undefined && expected !== this.version) throw new StaleVersion(this.version);
  }

  /** Hands over what was recorded since the last call; called once by the persistence adapter. */
  takeEvents(): DomainEvent[] {
    const events = this.recorded ?? [];
    this.recorded = undefined;
    return events;
  }

  protected record(event: DomainEvent): void {
    (this.recorded ??= []).push(event);
  }
}
