import type { HealthChecks, Metrics } from '#http';
import type { Clock } from '#kernel';
import { isOlder } from '../../application/check-safety.js';
import type { SafetyRules } from '../../application/ports.js';
import type { KnowledgeBases } from '../../domain/knowledge-bases.js';

/** Shows those who watch whether checks have a knowledge base of today; without one the process is of use all the same. */
export function watchKnowledge(bases: KnowledgeBases, rules: SafetyRules, clock: Clock, checks: HealthChecks, metrics: Metrics): void {
  checks.add(
    'knowledge-base',
    async () => {
      const base = await bases.current();
      if (!base) return { warning: 'No knowledge base of medicines is loaded: interactions are not checked.' };
      const { name, version, date } = base;
      if (!isOlder(base, rules.maxAgeDays, clock.now())) return { name, version, date };
      return { name, version, date, warning: `The knowledge base of medicines is older than ${rules.maxAgeDays} days.` };
    },
    { required: false },
  );
  metrics.gauge('knowledge_base_age_days', 'Days since the date of the knowledge base of medicines; -1 where none is loaded.', async () => {
    const base = await bases.current();
    const today = clock.now().toZonedDateTimeISO('UTC').toPlainDate();
    return base ? Temporal.PlainDate.from(base.date).until(today).days : -1;
  });
}
