import { describe, expect, it } from '@jest/globals';
import type { Duty } from './booking-rules.js';
import { schedulingDefaults } from './facility-rules.js';
import { lostGrounds, type Standing } from './lost-grounds.js';
import { worklistChanges, type WorklistCase } from './worklist-changes.js';

const at = (time: string): number => Temporal.Instant.from(`2026-12-01T${time}:00Z`).epochMilliseconds;
const span = (from: string, until: string): { from: number; until: number } => ({ from: at(from), until: at(until) });

const standing: Standing = {
  staffId: 's1',
  facilityId: 'f1',
  appointmentTypeId: 't1',
  requiredSpecialty: 'cardiology',
  time: span('10:00', '10:30'),
  overridden: false,
  outages: [],
};

const rules = { ...schedulingDefaults, facilityId: 'f1', timeZone: 'UTC' } as unknown as Duty['rules'];

const duty: Duty = {
  staffId: 's1',
  facilityId: 'f1',
  active: true,
  specialties: ['cardiology'],
  capacity: 1,
  availability: { timeZone: 'UTC', rules: [{ weekday: 2, from: '09:00', to: '17:00' }], exceptions: [] },
  absences: [],
  uncredentialed: [],
  rules,
};

const lost = (changes: Partial<Duty>, about: Partial<Standing> = {}): string[] =>
  lostGrounds({ ...standing, ...about }, { ...duty, ...changes }).map(({ ground, subject }) => `${ground} ${subject}`.trim());

describe('what an appointment has lost', () => {
  it('is nothing as long as all stands', () => {
    expect(lost({})).toEqual([]);
    expect(lost({ absences: [{ ...span('10:30', '12:00'), leaveRequestId: 'l1' }] })).toEqual([]);
  });

  it('is each ground by what took it away', () => {
    expect(lost({ absences: [{ ...span('00:00', '23:59'), leaveRequestId: 'l1' }] })).toEqual(['leave l1']);
    expect(lost({ uncredentialed: [{ ...span('10:15', '11:00'), credential: 'licence' }] })).toEqual(['credential licence']);
    expect(lost({ rules: { ...rules, closures: [{ from: '2026-11-30', to: '2026-12-01' }] } })).toEqual(['closure 2026-11-30']);
    expect(lost({ availability: { ...duty.availability, rules: [] } })).toEqual(['availability']);
    expect(lost({ specialties: [] })).toEqual(['specialty cardiology']);
    expect(lost({ absences: [span('00:00', '23:59')] })).toEqual(['employment']);
    expect(lost({ facilityId: 'f2' })).toEqual(['employment']);
    expect(lost({}, { outages: ['o1'] })).toEqual(['resource o1']);
  });

  it('is only what an override did not weigh, where there was one', () => {
    const bare = { specialties: [], availability: { ...duty.availability, rules: [] }, absences: [span('00:00', '23:59')] };
    expect(lost(bare, { overridden: true })).toEqual([]);
    const absences = [{ ...span('00:00', '23:59'), leaveRequestId: 'l1' }];
    expect(lost({ absences }, { overridden: true })).toEqual(['leave l1']);
    expect(lost({}, { overridden: true, outages: ['o1'] })).toEqual(['resource o1']);
  });
});

describe('the worklist of an appointment', () => {
  const line = { id: 'd1', timeVersion: 1, ground: 'leave', subject: 'l1', status: 'open' } as const;
  const appointment: WorklistCase = { ...standing, appointmentId: 'a1', timeVersion: 1, status: 'booked', upcoming: true, lines: [] };
  const leave = { ground: 'leave', subject: 'l1' } as const;

  it('gets a line for what was lost, once', () => {
    expect(worklistChanges(appointment, [leave])).toEqual([{ do: 'displace', lost: leave }]);
    expect(worklistChanges({ ...appointment, lines: [line] }, [leave])).toEqual([]);
    expect(worklistChanges({ ...appointment, lines: [{ ...line, status: 'kept' }] }, [leave])).toEqual([]);
  });

  it('opens a line again where what came back is lost anew', () => {
    expect(worklistChanges({ ...appointment, lines: [{ ...line, status: 'settled' }] }, [leave])).toEqual([{ do: 'reopen', id: 'd1' }]);
  });

  it('settles a line by what became of the appointment', () => {
    const settled = (changes: Partial<WorklistCase>): string[] => {
      const found = worklistChanges({ ...appointment, lines: [line], ...changes }, []);
      return found.map((change) => (change.do === 'settle' ? change.settlement : change.do));
    };
    expect(settled({})).toEqual(['ground-restored']);
    expect(settled({ timeVersion: 2 })).toEqual(['rescheduled']);
    expect(settled({ status: 'cancelled', upcoming: false })).toEqual(['cancelled']);
    expect(settled({ status: 'in-progress', upcoming: false })).toEqual(['over']);
    expect(settled({ lines: [{ ...line, status: 'kept' }] })).toEqual(['ground-restored']);
    expect(settled({ lines: [{ ...line, status: 'settled' }] })).toEqual([]);
  });

  it('has lines of the present time beside those of an earlier one', () => {
    expect(worklistChanges({ ...appointment, timeVersion: 2, lines: [line] }, [leave])).toEqual([
      { do: 'displace', lost: leave },
      { do: 'settle', id: 'd1', settlement: 'rescheduled' },
    ]);
  });
});
