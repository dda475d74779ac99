import type { ShownFinding } from './prescription-errors.js';
import type { SafetyFinding } from './safety-finding.js';

/** That a user set a finding aside, or agreed that it is. */
export interface Judgement {
  findingId: string;
  by: string;
}

/**
 * Findings beside what was said of them. An approval counts where it is somebody else's than the override's.
 * @param excluded users whose approval never counts, such as who wrote the prescription
 */
export function judged(
  findings: readonly SafetyFinding[],
  overrides: readonly Judgement[],
  approvals: readonly Judgement[],
  excluded: ReadonlySet<string>,
): ShownFinding[] {
  return findings.map((finding) => {
    const by = overrides.filter(({ findingId }) => findingId === finding.id).map((each) => each.by);
    const approved = approvals.some((each) => each.findingId === finding.id && !by.includes(each.by) && !excluded.has(each.by));
    return { ...finding, overridden: by.length > 0, approved };
  });
}

/** Whether nothing of it stands in the way any more. */
export function isPassed({ blocking, overridable, needsSecondPerson, overridden, approved }: ShownFinding): boolean {
  return !blocking || (overridable && overridden && (!needsSecondPerson || approved));
}
