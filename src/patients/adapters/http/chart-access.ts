import { type Caller, careScopeOf } from '#http';
import type { ChartAccess } from '../persistence/chart.query.js';

export const READ_CHART = 'patient:read-chart';
export const WRITE_CHART = 'chart:write';

/** Whose charts the caller may read, and in whose they may write. */
export function chartAccessOf(caller: Caller): ChartAccess {
  const write = caller.permissions.has(WRITE_CHART) ? careScopeOf(caller, WRITE_CHART) : undefined;
  return { read: careScopeOf(caller, READ_CHART), write };
}
