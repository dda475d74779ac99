import type { FacilityRules } from '../domain/facility-rules.js';

/** One appointment as a calendar shows it. Never whose it is. */
export interface CalendarItem {
  appointmentId: string;
  timeVersion: number;
  start: Temporal.Instant;
  end: Temporal.Instant;
  typeName: string;
  createdAt: Temporal.Instant;
}

/** Appointments of a practitioner, in the order of their start. */
export abstract class CalendarItems {
  abstract of(staffId: string, from: Temporal.Instant, until: Temporal.Instant): Promise<CalendarItem[]>;
}

/** Writes a calendar as programs read it. */
export abstract class FeedWriter {
  abstract write(items: readonly CalendarItem[], rules: FacilityRules): string;
}

/** Addresses of feeds, which nobody can make up. */
export abstract class FeedAddresses {
  abstract of(link: { id: string; staffId: string }): string;

  /** Id of the link that a token stands for; nothing where it is not one of ours. */
  abstract read(token: string): string | undefined;
}
