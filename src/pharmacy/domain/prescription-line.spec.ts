import { describe, expect, it } from '@jest/globals';
import { dispenseStatus, PrescriptionLine } from './prescription-line.js';
import { LINE_STATUSES, type LineAction, overallStatus, prescriptionLineMachine } from './prescription-machine.js';

const NOW = Temporal.Instant.from('2026-03-01T09:00:00Z');
const ACTIONS: LineAction[] = ['sign', 'hold', 'resume', 'complete', 'stop', 'cancel', 'void'];

function newLine(): PrescriptionLine {
  const place = { id: 'l', prescriptionId: 'p', patientId: 'x', position: 0, medicine: 'urn:test|1' };
  const dosage = { dose: { quantity: 1, unit: 'tablet' }, frequency: { times: 1, per: 'day' as const }, route: 'oral' };
  return new PrescriptionLine(place, { medicationId: 'm', ...dosage, durationDays: 10, quantity: 10, refills: 1 });
}

function signed(): PrescriptionLine {
  const line = newLine();
  line.sign(NOW, false);
  return line;
}

describe('a line of a prescription', () => {
  it('lasts for its supply and every refill', () => {
    const line = signed();
    expect(String(line.endsAt)).toBe('2026-03-21T09:00:00Z');
    expect(line.isOver(NOW.add({ hours: 24 * 20 - 1 }))).toBe(false);
    expect(line.isOver(NOW.add({ hours: 24 * 20 }))).toBe(true);
  });

  it('is complete when nothing is left, and goes on when some comes back in time', () => {
    const line = signed();
    line.dispense(10);
    expect([line.status, dispenseStatus(line), line.remaining]).toEqual(['active', 'partial', 10]);
    line.dispense(10);
    expect([line.status, dispenseStatus(line)]).toEqual(['completed', 'complete']);
    line.takeBack(5, NOW);
    expect([line.status, line.remaining]).toEqual(['active', 5]);
    expect(() => line.takeBack(16, NOW)).toThrow('More would come back');
    expect(() => line.dispense(6)).toThrow('More would be dispensed');
  });

  it('is dispensed while it is active, and void only while nothing is', () => {
    expect(() => newLine().dispense(1)).toThrow('only an active line');
    const line = signed();
    line.dispense(1);
    expect(() => line.move('void')).toThrow('some of it was dispensed');
  });

  it('refuses every step that is not declared', () => {
    for (const from of LINE_STATUSES) {
      for (const action of ACTIONS) {
        const declared = prescriptionLineMachine.transitions.some((each) => each.from === from && each.action === action);
        const line = Object.assign(newLine(), { status: from });
        if (declared) expect(() => line.move(action)).not.toThrow();
        else expect(() => line.move(action)).toThrow(`Cannot ${action} from ${from}`);
      }
    }
  });

  it('makes the prescription as alive as the liveliest', () => {
    expect(overallStatus(['stopped', 'active', 'draft'])).toBe('active');
    expect(overallStatus(['stopped', 'entered-in-error'])).toBe('stopped');
  });
});
