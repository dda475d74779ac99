import type { AppointmentStatus } from './appointment-machine.js';
import type { DisplacementStatus, Settlement } from './displacement-machine.js';
import type { Ground, LostGround, Standing } from './lost-grounds.js';

/** A line of the worklist as it stands. */
export interface WorklistLine {
  id: string;
  timeVersion: number;
  ground: Ground;
  subject: string;
  status: DisplacementStatus;
}

/** An appointment with its lines. */
export interface WorklistCase extends Standing {
  appointmentId: string;
  timeVersion: number;
  status: AppointmentStatus;
  /** Held in time, booked, confirmed or checked in, and not over. */
  upcoming: boolean;
  lines: readonly WorklistLine[];
}

export type WorklistChange =
  | { do: 'displace'; lost: LostGround }
  | { do: 'reopen'; id: string }
  | { do: 'settle'; id: string; settlement: Settlement };

/** What brings the lines of an appointment in accord with what it has lost. */
export function worklistChanges(appointment: WorklistCase, lost: readonly LostGround[]): WorklistChange[] {
  const { lines, timeVersion } = appointment;
  const current = lines.filter((line) => line.timeVersion === timeVersion);
  return [
    ...lost.flatMap((each): WorklistChange[] => {
      const line = current.find((known) => isOf(known, each));
      if (!line) return [{ do: 'displace', lost: each }];
      return line.status === 'settled' ? [{ do: 'reopen', id: line.id }] : [];
    }),
    ...lines
      .filter((line) => line.status !== 'settled' && !(line.timeVersion === timeVersion && lost.some((each) => isOf(line, each))))
      .map((line): WorklistChange => ({ do: 'settle', id: line.id, settlement: settlementOf(line, appointment) })),
  ];
}

function isOf(line: WorklistLine, { ground, subject }: LostGround): boolean {
  return line.ground === ground && line.subject === subject;
}

function settlementOf(line: WorklistLine, { timeVersion, status, upcoming }: WorklistCase): Settlement {
  if (line.timeVersion !== timeVersion) return 'rescheduled';
  if (status === 'cancelled' || status === 'entered-in-error') return 'cancelled';
  return upcoming ? 'ground-restored' : 'over';
}
