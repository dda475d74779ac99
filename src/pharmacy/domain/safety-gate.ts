import { allergyFindings } from './allergy-check.js';
import { doseFindings } from './dose-check.js';
import { duplicateFindings, interactionFindings } from './pair-check.js';
import { blockingFinding, type SafetyFinding, visibleFinding } from './safety-finding.js';
import { realAllergies, type SafetyQuestion } from './safety-question.js';
import { termsOf } from './term.js';

/**
 * The safety gate: everything that speaks against giving medicines to a patient. It never keeps silent about what it could
 * not check. Absence of a finding proves nothing beyond what the base covers.
 */
export function safetyFindings(question: SafetyQuestion): SafetyFinding[] {
  const findings = [
    ...baseFindings(question),
    ...allergyFindings(question),
    ...interactionFindings(question),
    ...duplicateFindings(question),
    ...doseFindings(question),
    ...coverageFindings(question),
  ];
  return [...new Map(findings.map((finding) => [finding.id, finding])).values()];
}

function baseFindings({ base, isStale, baseRequired }: SafetyQuestion): SafetyFinding[] {
  if (base && !isStale) return [];
  const finding = baseRequired ? blockingFinding : visibleFinding;
  if (!base) {
    const explanation =
      'No knowledge base is loaded: interactions, cross-reactions, classes and general dose ceilings were not checked.';
    return [finding('knowledge-base-missing', [], 'high', explanation)];
  }
  const explanation = `The knowledge base (${base.name} ${base.version}) is of ${base.date}, older than is allowed.`;
  return [finding('knowledge-base-stale', [base.version], 'moderate', explanation)];
}

function* coverageFindings({ base, patient, proposed, knowledge }: SafetyQuestion): Generator<SafetyFinding> {
  if (patient.allergies.length === 0) {
    yield visibleFinding('not-covered', ['allergies'], 'moderate', 'Whether the patient has allergies is not recorded.');
  }
  if (!base) return;
  for (const { id, substance } of realAllergies(patient)) {
    if (knowledge.knows(termsOf(substance))) continue;
    const explanation = `The knowledge base can't relate the allergy to ${substance.display}; only the same code or name was looked for.`;
    yield visibleFinding('not-covered', ['allergy', id], 'moderate', explanation);
  }
  for (const { medicationId, name, ingredients } of proposed) {
    const unknown = ingredients.filter((ingredient) => !knowledge.knows(termsOf(ingredient)));
    if (unknown.length === 0) continue;
    const explanation = `The knowledge base does not know ${unknown.map(({ display }) => display).join(', ')} in ${name}.`;
    yield visibleFinding('not-covered', ['medicine', medicationId], 'moderate', explanation);
  }
}
