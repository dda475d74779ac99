import type { Metrics } from '#http';
import type { BreakGlassQuery } from '../persistence/break-glass.query.js';

/** Shows how many charts were opened in an emergency without anybody having said by now whether that was right. */
export class BreakGlassFigures {
  constructor(metrics: Metrics, accesses: BreakGlassQuery) {
    metrics.gauge('break_glass_reviews_overdue', 'Break-glass accesses whose review is overdue.', () => accesses.overdue());
  }
}
