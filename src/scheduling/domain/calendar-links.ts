import type { CalendarLink } from './calendar-link.js';

/** The calendar links that were given out. */
export abstract class CalendarLinks {
  abstract add(link: CalendarLink): void;
  abstract save(link: CalendarLink): Promise<void>;
  abstract find(id: string): Promise<CalendarLink | undefined>;

  /** The latest first. */
  abstract ofStaff(staffId: string): Promise<CalendarLink[]>;
}
