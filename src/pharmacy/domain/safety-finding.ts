import type { Severity } from './knowledge.js';

export const FINDING_KINDS = [
  'allergy',
  'interaction',
  'duplicate-therapy',
  'dose',
  'knowledge-base-missing',
  'knowledge-base-stale',
  'not-covered',
] as const;
export type FindingKind = (typeof FINDING_KINDS)[number];

/** Something that the safety gate found, and what follows from it. */
export interface SafetyFinding {
  /** The same for the same finding at every check, so that it can be overridden and approved by name. */
  id: string;
  kind: FindingKind;
  severity: Severity;
  /** Nothing is signed or dispensed unless it is overridden. */
  blocking: boolean;
  overridable: boolean;
  /** An override counts only with another clinician's own approval. */
  needsSecondPerson: boolean;
  explanation: string;
}

/** Finds what is blocking, can be set aside with a reason, and by severity needs a second person. */
export function blockingFinding(
  kind: FindingKind,
  about: readonly string[],
  severity: Severity,
  explanation: string,
): SafetyFinding {
  const needsSecondPerson = severity === 'contraindicated';
  return { id: idOf(kind, about), kind, severity, blocking: true, overridable: true, needsSecondPerson, explanation };
}

/** Finds what is to be seen and stops nothing. */
export function visibleFinding(kind: FindingKind, about: readonly string[], severity: Severity, explanation: string): SafetyFinding {
  const consequences = { blocking: false, overridable: false, needsSecondPerson: false };
  return { id: idOf(kind, about), kind, severity, ...consequences, explanation };
}

function idOf(kind: FindingKind, about: readonly string[]): string {
  return [kind, ...about].join(':');
}
