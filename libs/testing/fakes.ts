import { type AuditEntry, AuditTrail, Clock, Ids, UnitOfWork } from '#kernel';

/** A clock that stands still until it is told otherwise. */
export class FixedClock extends Clock {
  constructor(private instant: Temporal.Instant = Temporal.Instant.from('2026-11-21T09:00:00Z')) {
    super();
  }

  override now(): Temporal.Instant {
    return this.instant;
  }

  moveTo(instant: Temporal.Instant | string): void {
    this.instant = Temporal.Instant.from(instant);
  }

  pass(duration: { days?: number; hours?: number; minutes?: number; seconds?: number }): void {
    const { days = 0, hours = 0, ...rest } = duration;
    this.instant = this.instant.add({ hours: days * 24 + hours, ...rest });
  }
}

/** UUIDv7-shaped ids that count up. */
export class CountingIds extends Ids {
  private count = 0;

  override next(): string {
    this.count += 1;
    return `01990000-0000-7000-8000-${this.count.toString(16).padStart(12, '0')}`;
  }
}

/** Runs the closure once and keeps nothing: for use cases over fakes. */
export class DirectUnitOfWork extends UnitOfWork {
  override run<T>(work: () => Promise<T>): Promise<T> {
    return work();
  }
}

/** Keeps what was recorded. */
export class RecordedAuditTrail extends AuditTrail {
  readonly entries: AuditEntry[] = [];

  override record(entry: AuditEntry): void {
    this.entries.push(entry);
  }

  override ensure(entry: AuditEntry): void {
    if (this.entries.length === 0) this.record(entry);
  }
}
