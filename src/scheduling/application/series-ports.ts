import type { RowScope } from '#kernel';
import type { AppointmentSeries } from '../domain/appointment-series.js';
import type { Recurrence } from '../domain/recurrence.js';

/** Turns recurrences into dates, as RFC 5545 has it. */
export abstract class Recurrences {
  /** The dates from the first on that the recurrence names, in order; not more than the limit. */
  abstract dates(recurrence: Recurrence, first: Temporal.PlainDate, limit: number): Temporal.PlainDate[];
}

export abstract class SeriesBook {
  abstract add(series: AppointmentSeries): void;

  /** @throws NotFound where there is none, or none within the scope */
  abstract get(id: string, scope?: RowScope): Promise<AppointmentSeries>;
}
