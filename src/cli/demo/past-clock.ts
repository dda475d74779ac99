import { Clock } from '#kernel';

/** The system's time, but for what is done as if it were some time ago. */
export class PastClock extends Clock {
  private ago = new Temporal.Duration();

  override now(): Temporal.Instant {
    return Temporal.Now.instant().subtract(this.ago);
  }

  /** Does one thing as if it were so many hours ago; nothing else may go on meanwhile. */
  async hoursAgo<T>(hours: number, work: () => Promise<T>): Promise<T> {
    this.ago = Temporal.Duration.from({ hours });
    try {
      return await work();
    } finally {
      this.ago = new Temporal.Duration();
    }
  }
}
