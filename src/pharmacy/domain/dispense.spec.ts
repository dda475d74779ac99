import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Dispense } from './dispense.js';
import { dispenseMachine } from './dispense-machine.js';
import { lotsBroughtBack } from './dispense-return.js';

const NOW = Temporal.Instant.from('2026-11-22T09:00:00Z');
const LATER = NOW.add({ hours: 24 });
const DRAWS = [[{ lotId: 'lot', lotNumber: 'A', expiresOn: '2027-01-31', quantity: 3, returned: 0 }]];

function drafted(changes: object = {}): Dispense {
  const line = { id: 'line', prescriptionLineId: 'prescribed', medicationId: 'medicine', unit: 'tablet', quantity: 3, draws: [] };
  const place = { facilityId: 'facility', locationId: 'location', prescriptionId: 'prescription', patientId: 'patient' };
  return new Dispense({ id: 'dispense', ...place, controlled: false, requestedBy: 'ann', requestedAt: NOW, lines: [line], ...changes });
}

function reserved(changes: object = {}): Dispense {
  const dispense = drafted(changes);
  dispense.reserve(DRAWS, LATER);
  return dispense;
}

/** Does an action, whatever it needs besides. */
function act(dispense: Dispense, action: string): void {
  const acts: Record<string, () => void> = {
    reserve: () => dispense.reserve(DRAWS, LATER),
    verify: () => dispense.verify('ann', NOW),
    complete: () => dispense.complete('ann', NOW, DRAWS),
    witness: () => dispense.witness('ben', NOW, DRAWS),
    cancel: () => dispense.end('cancel', 'other'),
    decline: () => dispense.end('decline', 'dose'),
    release: () => dispense.release({ kind: 'lot', id: 'lot' }, []),
    expire: () => dispense.expire(LATER),
  };
  acts[action]!();
}

const ACTIONS = ['reserve', 'verify', 'complete', 'witness', 'cancel', 'decline', 'release', 'expire'] as const;

describe('a dispense', () => {
  it('posts what it draws once it is completed, and tells it', () => {
    const dispense = reserved();
    expect(dispense.postings()).toEqual([]);
    dispense.complete('ann', NOW, DRAWS);
    const reference = { kind: 'dispense', id: 'dispense' };
    const place = { facilityId: 'facility', locationId: 'location', medicationId: 'medicine', lotId: 'lot' };
    expect(dispense.postings()).toEqual([{ ...place, quantity: -3, kind: 'dispense', reference }]);
    expect(dispense.takeEvents()).toMatchObject([{ type: 'pharmacy.medication-dispensed.v1', payload: { lines: [{ quantity: 3 }] } }]);
  });

  it('waits for somebody else where a drug is controlled', () => {
    const dispense = reserved({ controlled: true });
    dispense.complete('ann', NOW, DRAWS);
    expect([dispense.status, dispense.postings()]).toEqual(['awaiting-witness', []]);
    expect(() => dispense.witness('ann', NOW, DRAWS)).toThrow(expect.objectContaining({ code: 'witness-is-actor' }));
    dispense.witness('ben', NOW, DRAWS);
    expect([dispense.status, dispense.witnessedBy]).toEqual(['completed', 'ben']);
  });

  it('leads nowhere any more once its reservation has ended', () => {
    expect(() => reserved().complete('ann', LATER, DRAWS)).toThrow(expect.objectContaining({ code: 'invalid-transition' }));
    expect(() => reserved().expire(LATER.subtract({ seconds: 1 }))).toThrow(expect.objectContaining({ code: 'invalid-transition' }));
    const late = reserved();
    late.expire(LATER);
    expect([late.status, late.reasonCode, late.reservedUntil]).toEqual(['cancelled', 'reservation-ended', undefined]);
  });

  it('has each line of the prescription once', () => {
    const [line] = drafted().lines;
    expect(() => drafted({ lines: [line, line] })).toThrow(expect.objectContaining({ code: 'line-repeated' }));
  });

  it('refuses whatever its life cycle does not declare, and holds stock in its two states only', () => {
    fc.assert(
      fc.property(fc.boolean(), fc.array(fc.constantFrom(...ACTIONS), { maxLength: 12 }), (controlled, actions) => {
        const dispense = drafted({ controlled });
        for (const action of actions) {
          const before = dispense.status;
          const declared = dispenseMachine.transitions.some((each) => each.from === before && each.action === action);
          if (declared) act(dispense, action);
          else expect(() => act(dispense, action)).toThrow(expect.objectContaining({ code: 'invalid-transition' }));
          if (!declared) expect(dispense.status).toBe(before);
          expect(dispense.isHolding).toBe(dispense.reservedUntil !== undefined);
        }
      }),
    );
  });
});

describe('what comes back', () => {
  it('is what was taken last, unless the package says otherwise, and never more than is out', () => {
    const lots = [3, 4].map((quantity, at) => ({ lotId: `lot ${at}`, lotNumber: 'A', expiresOn: '2027-01-31', quantity, returned: at }));
    const line = { ...drafted().lines[0]!, draws: lots };
    const lotsOf = (changes: object) => {
      const brought = { dispenseLineId: 'line', condition: 'damaged' as const, quantity: 1, ...changes };
      return lotsBroughtBack([line], [brought])[0]?.lots;
    };
    expect(lotsOf({ quantity: 4 })).toEqual([{ lotId: 'lot 1', quantity: 3 }, { lotId: 'lot 0', quantity: 1 }]);
    expect(lotsOf({ lotId: 'lot 0' })).toEqual([{ lotId: 'lot 0', quantity: 1 }]);
    expect(lotsOf({ dispenseLineId: 'another' })).toBeUndefined();
    expect(() => lotsOf({ quantity: 7 })).toThrow(expect.objectContaining({ code: 'exceeds-dispensed' }));
  });
});
