import type { Caller } from '#http';
import { breakGlassMachine } from '../../domain/break-glass-machine.js';
import type { BreakGlassView } from '../persistence/break-glass.query.js';
import type { BreakGlassAnswer } from './break-glass.dto.js';

export const USE = 'break-glass:use';
export const READ = 'break-glass:read';
export const REVIEW = 'break-glass:review';

/** The only user whose accesses the caller may see; nothing where they see everybody's. */
export function holderFor(caller: Caller): string | undefined {
  return caller.permissions.has(REVIEW) ? undefined : caller.userId;
}

/** An access with what this caller may do about it. */
export function breakGlassAnswer(view: BreakGlassView, caller: Caller): BreakGlassAnswer {
  return { ...view, allowedActions: actionsFor(view, caller) };
}

function actionsFor({ status, userId, outcome }: BreakGlassView, caller: Caller): string[] {
  const isHolder = userId === caller.userId;
  const may: Record<string, boolean> = {
    end: isHolder && caller.permissions.has(USE),
    review: !isHolder && caller.permissions.has(REVIEW) && (outcome === undefined || outcome === 'inconclusive'),
  };
  return breakGlassMachine.allowedActions(status).filter((action) => may[action]);
}
