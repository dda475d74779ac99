import type { Severity } from './knowledge.js';
import { blockingFinding, type SafetyFinding } from './safety-finding.js';
import { type CheckedMedicine, classTerms, ingredientTerms, type KnownAllergy, realAllergies } from './safety-question.js';
import type { SafetyQuestion } from './safety-question.js';
import { meet, termsOf } from './term.js';

/** Allergies to an ingredient itself, to a class that it is in, and to another member of a class that cross-reacts. */
export function allergyFindings(question: SafetyQuestion): SafetyFinding[] {
  const allergies = realAllergies(question.patient);
  return question.proposed.flatMap((medicine) => {
    return allergies.flatMap((allergy) => findingAbout(medicine, allergy, question) ?? []);
  });
}

function findingAbout(medicine: CheckedMedicine, allergy: KnownAllergy, { knowledge }: SafetyQuestion): SafetyFinding | undefined {
  const to = knowledge.meaning(termsOf(allergy.substance));
  const within = knowledge.meaning(ingredientTerms(medicine).flat());
  const about = [medicine.medicationId, allergy.id];
  const named = `${allergy.criticality} criticality ${allergy.kind} to ${allergy.substance.display}`;
  if (meet(to, within)) {
    return blockingFinding('allergy', about, severityOf(allergy), `The patient has a ${named}, which is in ${medicine.name}.`);
  }
  const memberships = knowledge.classesOf(within);
  const classes = knowledge.meaning([...classTerms(medicine), ...memberships.map((each) => each.class)]);
  if (meet(to, classes)) {
    return blockingFinding('allergy', about, severityOf(allergy), `The patient has a ${named}, a class that ${medicine.name} is in.`);
  }
  const shared = knowledge.classesOf(to).find((each) => each.crossReactive && memberships.some((mine) => mine.class === each.class));
  if (!shared) return undefined;
  const explanation = `The patient has a ${named}, which cross-reacts with ${medicine.name}: both are ${shared.className}.`;
  return blockingFinding('allergy', about, 'moderate', explanation);
}

/** An allergy of high criticality may kill; an intolerance is a nuisance by comparison. */
function severityOf({ criticality, kind }: KnownAllergy): Severity {
  if (criticality === 'high') return 'contraindicated';
  return kind === 'allergy' ? 'high' : 'moderate';
}
