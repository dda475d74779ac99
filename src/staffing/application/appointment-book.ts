/** Somebody's time that a leave closes. */
export interface LeaveTime {
  leaveRequestId: string;
  staffId: string;
  from: Temporal.Instant;
  to: Temporal.Instant;
}

/** Another time for an appointment. */
export interface AlternativeTime {
  kind: 'same-practitioner' | 'same-specialty';
  staffId: string;
  start: Temporal.Instant;
  end: Temporal.Instant;
  resourceIds: string[];
}

/** An appointment that a leave affects. */
export interface AffectedAppointment {
  appointmentId: string;
  appointmentTypeId: string;
  staffId: string;
  start: Temporal.Instant;
  end: Temporal.Instant;
  status: string;
  version: number;
  /** At most three. */
  alternatives: AlternativeTime[];
}

/** What becomes of one of them: another time, or none. */
export type AppointmentDecision =
  | { appointmentId: string; start: Temporal.Instant; staffId?: string; resourceIds?: string[] }
  | { appointmentId: string; cancel: { reason: string } };

/** What became of it. */
export interface DecidedAppointment {
  appointmentId: string;
  staffId: string;
  start: Temporal.Instant;
  end: Temporal.Instant;
  status: string;
  version: number;
}

/**
 * What staffing needs of whoever keeps the appointments. Published, so that scheduling can answer it: the call goes to
 * scheduling, the dependency stays the other way round.
 */
export abstract class AppointmentBook {
  /** Appointments still to come in the time, in the order of their start, 200 at most. */
  abstract affectedBy(leave: LeaveTime): Promise<AffectedAppointment[]>;

  /**
   * Moves and cancels, all or none, in the surrounding unit of work, and informs the patients.
   * @throws RuleBroken `not-affected`, and whatever stands in the way of a time
   */
  abstract resolve(leave: LeaveTime, decisions: readonly AppointmentDecision[]): Promise<DecidedAppointment[]>;
}

/** The book once it has said that it is there; scheduling is put together after staffing. */
export class OpenedAppointmentBook extends AppointmentBook {
  private book?: AppointmentBook;

  open(book: AppointmentBook): void {
    this.book = book;
  }

  override affectedBy(leave: LeaveTime): Promise<AffectedAppointment[]> {
    return this.opened().affectedBy(leave);
  }

  override resolve(leave: LeaveTime, decisions: readonly AppointmentDecision[]): Promise<DecidedAppointment[]> {
    return this.opened().resolve(leave, decisions);
  }

  private opened(): AppointmentBook {
    if (!this.book) throw new Error('Nobody keeps appointments in this process.');
    return this.book;
  }
}
