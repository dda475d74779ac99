/** What is told of break-glass accesses; ids and instants only. */
export const breakGlassEvents = {
  opened: 'access.break-glass-opened.v1',
  ended: 'access.break-glass-ended.v1',
  reviewed: 'access.break-glass-reviewed.v1',
  unjustified: 'access.break-glass-found-unjustified.v1',
} as const;
