import { type Caller, careScopeOf } from '#http';
import type { CheckedPrescription, Writer } from '../../application/write-prescription.js';
import { dispenseStatus, type PrescriptionLine } from '../../domain/prescription-line.js';
import { prescriptionLineMachine } from '../../domain/prescription-machine.js';
import type { PrescriptionAnswer, PrescriptionLineAnswer } from './prescriptions.dto.js';

export const READ = 'prescription:read';
export const WRITE = 'prescription:write';
export const SIGN_FOR = 'prescription:sign-for';
export const OVERRIDE = 'prescription:override';
export const APPROVE = 'prescription:approve';

/** Who writes, with what they may. */
export function writerOf(caller: Caller, permission: string = WRITE): Writer {
  const { userId, staffId, permissions } = caller;
  const [maySignFor, mayOverride] = [permissions.has(SIGN_FOR), permissions.has(OVERRIDE)];
  return { userId, staffId, scope: careScopeOf(caller, permission), maySignFor, mayOverride };
}

/** A prescription as it is shown; whoever only reads is offered nothing to do. */
export function answerOf({ prescription, check, alerts }: CheckedPrescription, caller: Caller): PrescriptionAnswer {
  const may = caller.permissions.has(WRITE);
  const { id, patientId, facilityId, prescriberId, status, createdAt, version, lines } = prescription;
  const { encounterId, signedBy, signedAt, renewalOf, replaces, replacedBy } = prescription;
  const base = check.base && { name: check.base.name, version: check.base.version, date: check.base.date };
  const statuses = lines.map(dispenseStatus);
  return {
    ...{ id, patientId, facilityId, prescriberId, status, version },
    dispenseStatus: statuses.every((each) => each === statuses[0]) ? statuses[0]! : 'partial',
    lines: lines.map((line) => lineAnswer(line, may)),
    alerts,
    createdAt: createdAt.toString(),
    allowedActions: may ? prescription.allowedActions : [],
    ...known({ knowledgeBase: base, encounterId, signedBy, signedAt: signedAt?.toString(), renewalOf, replaces, replacedBy }),
  } as PrescriptionAnswer;
}

function lineAnswer(line: PrescriptionLine, may: boolean): PrescriptionLineAnswer {
  const { id, facts, status, dispensed, remaining, startedAt, endsAt, reason } = line;
  return {
    id,
    ...known(facts),
    ...{ status, dispensed, remaining, dispenseStatus: dispenseStatus(line) },
    allowedActions: may ? prescriptionLineMachine.allowedActions(status) : [],
    ...known({ startedAt: startedAt?.toString(), endsAt: endsAt?.toString(), reason }),
  } as PrescriptionLineAnswer;
}

/** Without what is not there: the database's null is an absent member. */
function known(members: object): object {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined && value !== null));
}
