import { type Duty, hasSpecialty, regularTime } from './booking-rules.js';
import { closuresWithin } from './facility-rules.js';
import { covers, overlap, type Span } from './spans.js';
import { WallClocks } from './wall-clock.js';

/** What an appointment stands on, and can lose after it was booked. */
export const grounds = ['leave', 'credential', 'closure', 'availability', 'employment', 'specialty', 'resource'] as const;
export type Ground = (typeof grounds)[number];

/**
 * A ground that is gone, and what took it away: the id of a leave or of an outage, a kind of credential, the first day of a
 * closure; else empty.
 */
export interface LostGround {
  ground: Ground;
  subject: string;
}

/** An appointment that is still to come, as far as its ground is concerned. */
export interface Standing {
  staffId: string;
  facilityId: string;
  appointmentTypeId: string;
  requiredSpecialty?: string;
  /** The appointment's own time, without buffers. */
  time: Span;
  /** Booked at this time by an override with a reason. */
  overridden: boolean;
  /** Ids of outages of rooms and equipment in the time for which the appointment has them, buffers included. */
  outages: readonly string[];
}

/**
 * Everything that the appointment lost. An override stands for time outside of the weekly rules, for a missing specialty and
 * for the employment: those were weighed when it was given. Leave, a missing credential, a closed facility and a room out of
 * service count all the same, since nobody is there, nobody may treat, or it can't be done.
 */
export function lostGrounds(standing: Standing, duty: Duty, clocks = new WallClocks()): LostGround[] {
  const lost = [
    ...absentFor(standing, duty),
    ...withoutCredential(standing, duty),
    ...closedFor(standing, duty, clocks),
    ...standing.outages.map((subject): LostGround => ({ ground: 'resource', subject })),
  ];
  return standing.overridden ? lost.filter(({ ground }) => ground !== 'employment') : [...lost, ...outsideOf(standing, duty, clocks)];
}

function absentFor({ time, facilityId }: Standing, duty: Duty): LostGround[] {
  const absences = duty.absences.filter((absence) => overlap(absence, time)).map(({ leaveRequestId }) => leaveRequestId);
  const leave = absences.filter((id) => id !== undefined).map((subject): LostGround => ({ ground: 'leave', subject }));
  const employed = duty.facilityId === facilityId && !absences.includes(undefined);
  return employed ? leave : [...leave, { ground: 'employment', subject: '' }];
}

function withoutCredential({ time }: Standing, duty: Duty): LostGround[] {
  const kinds = duty.uncredentialed.filter((gap) => overlap(gap, time)).map(({ credential = '' }) => credential);
  return [...new Set(kinds)].map((subject) => ({ ground: 'credential', subject }));
}

function closedFor({ time }: Standing, duty: Duty, clocks: WallClocks): LostGround[] {
  return closuresWithin(duty.rules, time, clocks).map(({ from }) => ({ ground: 'closure', subject: from }));
}

function outsideOf(standing: Standing, duty: Duty, clocks: WallClocks): LostGround[] {
  const { time, appointmentTypeId, requiredSpecialty } = standing;
  const open = covers(regularTime(duty, time, appointmentTypeId, clocks), time);
  return [
    ...(open ? [] : [{ ground: 'availability', subject: '' } as const]),
    ...(hasSpecialty(duty, { requiredSpecialty }) ? [] : [{ ground: 'specialty', subject: requiredSpecialty ?? '' } as const]),
  ];
}
