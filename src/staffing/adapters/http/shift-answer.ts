import type { Caller } from '#http';
import type { Shift } from '../../domain/shift.js';
import { shiftActions } from '../../domain/shift-machine.js';
import type { ShiftView } from '../persistence/shifts.query.js';
import { permitted } from './plan-scope.js';
import type { ShiftAnswer } from './shifts.dto.js';

/** A shift with what the caller may do with it. */
export function shiftAnswer(view: ShiftView, caller: Caller): ShiftAnswer {
  return { ...view, allowedActions: permitted(shiftActions(view.status, view.plan), view, caller) };
}

/** A shift that was just changed, in the form in which others are read. */
export function shiftView(shift: Shift): ShiftView {
  const { id, facilityId, departmentId, rosterId, templateId, staffId, kind, role, specialty, status, plan, version } = shift;
  const { overrideReason, overriddenRules, cancelReason, successorId } = shift;
  return {
    ...{ id, facilityId, departmentId, rosterId, templateId, staffId, kind, role, specialty, status, plan, version },
    ...{ overrideReason, overriddenRules, cancelReason, successorId },
    start: shift.start.toString(),
    end: shift.end.toString(),
  };
}
