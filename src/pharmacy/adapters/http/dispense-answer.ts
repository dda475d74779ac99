import { type Caller, careScopeOf, mayAt, staffScopeOf } from '#http';
import type { CheckedDispense, Dispenser } from '../../application/dispense-medicines.js';
import type { DispenseWithReturns } from '../../application/return-dispensed.js';
import { type DispenseReturn, returnMachine } from '../../domain/dispense-return.js';
import type { Dispense } from '../../domain/dispense.js';
import { dispenseMachine } from '../../domain/dispense-machine.js';
import type { ShownFinding } from '../../domain/prescription-errors.js';
import type { DispenseView } from '../persistence/dispenses.query.js';
import type { DispenseAnswer, DispenseReturnAnswer } from './dispenses.dto.js';
import { OVERRIDE } from './prescription-answer.js';

export const READ = 'dispense:read';
export const MAKE = 'dispense:make';
export const VERIFY = 'dispense:verify';
export const RETURN = 'dispense:return';
export const WITNESS = 'stock:witness';

const PERMISSION_FOR: Record<string, string> = { verify: VERIFY, decline: VERIFY, witness: WITNESS, return: RETURN };

/** Who acts by a permission, with what they may. */
export function dispenserOf(caller: Caller, permission: string): Dispenser {
  const { opened } = careScopeOf(caller, permission);
  return { userId: caller.userId, scope: { ...staffScopeOf(caller, permission), opened }, mayOverride: caller.permissions.has(OVERRIDE) };
}

export function answerOf({ dispense, alerts }: CheckedDispense, caller: Caller): DispenseAnswer {
  return { ...viewAnswer(viewOf(dispense), caller, alerts), returns: [] };
}

export function returnedAnswer({ dispense, returns }: DispenseWithReturns, caller: Caller): DispenseAnswer {
  return { ...viewAnswer(viewOf(dispense), caller), returns: returns.map((each) => returnAnswer(each, caller, dispense.facilityId)) };
}

/** A return as it is shown, with what this caller may do of what may be done. */
export function returnAnswer(returned: DispenseReturn, caller: Caller, facilityId: string): DispenseReturnAnswer {
  const { id, status, reason, lines, returnedTo, returnedAt, witnessedBy } = returned;
  const allowed = (action: string): boolean => {
    if (action === 'witness') return returnedTo !== caller.userId && mayAt(caller, WITNESS, facilityId);
    return mayAt(caller, RETURN, facilityId);
  };
  return {
    ...{ id, status, reason, returnedTo, returnedAt: returnedAt.toString() },
    lines: lines.map(({ dispenseLineId, quantity, condition, lots }) => ({ dispenseLineId, quantity, condition, lots: [...lots] })),
    ...(witnessedBy ? { witnessedBy } : {}),
    allowedActions: returnMachine.allowedActions(status).filter(allowed),
  };
}

/** A dispense as it is shown, with what this caller may do of what may be done. */
export function viewAnswer(view: DispenseView, caller: Caller, alerts?: readonly ShownFinding[]): DispenseAnswer {
  const isOwn = view.dispensedBy === caller.userId;
  const allowedActions = dispenseMachine
    .allowedActions(view.status)
    .filter((action) => !(action === 'witness' && isOwn) && mayAt(caller, PERMISSION_FOR[action] ?? MAKE, view.facilityId));
  const lines = view.lines.map((line) => ({ ...line, draws: [...line.draws] }));
  return { ...view, lines, ...(alerts ? { alerts: [...alerts] } : {}), allowedActions };
}

function viewOf(dispense: Dispense): DispenseView {
  const { id, facilityId, locationId, prescriptionId, patientId, status, controlled, lines, requestedBy, version } = dispense;
  const { requestedAt, reservedUntil, verifiedBy, verifiedAt, dispensedBy, witnessedBy, completedAt, reasonCode, reason } = dispense;
  const optional = { verifiedBy, dispensedBy, witnessedBy, reasonCode, reason, ...texts({ reservedUntil, verifiedAt, completedAt }) };
  const present = Object.entries(optional).filter(([, value]) => value !== undefined && value !== null);
  const known = { id, facilityId, locationId, prescriptionId, patientId, status, controlled, lines, requestedBy, version };
  return { ...known, requestedAt: requestedAt.toString(), ...Object.fromEntries(present) };
}

function texts(instants: Record<string, Temporal.Instant | undefined>): Record<string, string | undefined> {
  return Object.fromEntries(Object.entries(instants).map(([name, instant]) => [name, instant?.toString()]));
}
