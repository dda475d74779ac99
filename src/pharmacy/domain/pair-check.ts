import type { Interaction } from './knowledge.js';
import { blockingFinding, type SafetyFinding, visibleFinding } from './safety-finding.js';
import { type CheckedMedicine, ingredientTerms, type SafetyQuestion } from './safety-question.js';
import { codeTerm, meet, termsOf } from './term.js';

type Pair = [one: CheckedMedicine, other: CheckedMedicine];

/** Every proposed medicine beside each that is taken already, and beside each proposed one, once. */
function pairsOf({ proposed, active }: SafetyQuestion): Pair[] {
  return proposed.flatMap((one, at) => [...proposed.slice(at + 1), ...active].map((other): Pair => [one, other]));
}

function aboutPair([one, other]: Pair): string[] {
  return [one.medicationId, other.medicationId].sort();
}

/** Interactions by the base. The serious ones block; the others are to be seen. */
export function interactionFindings(question: SafetyQuestion): SafetyFinding[] {
  return pairsOf(question).flatMap((pair) => {
    const [one, other] = pair;
    const interaction = interactionOf(question, one, other);
    if (!interaction) return [];
    const { severity, effect } = interaction;
    const explanation = `${one.name} interacts with ${other.name} (${severity})${effect === undefined ? '' : `: ${effect}`}.`;
    const finding = severity === 'contraindicated' || severity === 'high' ? blockingFinding : visibleFinding;
    return [finding('interaction', aboutPair(pair), severity, explanation)];
  });
}

/** Between any ingredient of one and any other ingredient of the other; an ingredient does not interact with itself. */
function interactionOf({ knowledge }: SafetyQuestion, one: CheckedMedicine, other: CheckedMedicine): Interaction | undefined {
  return knowledge.interaction(knowledge.meaning(ingredientTerms(one).flat()), knowledge.meaning(ingredientTerms(other).flat()));
}

/** The same medicine or ingredient twice, and two of a class of which one is enough. */
export function duplicateFindings(question: SafetyQuestion): SafetyFinding[] {
  return pairsOf(question).flatMap((pair) => duplicateOf(question, pair) ?? []);
}

function duplicateOf({ knowledge }: SafetyQuestion, pair: Pair): SafetyFinding | undefined {
  const [one, other] = pair;
  const about = aboutPair(pair);
  if (sameMedicine(one, other)) {
    const explanation = `The patient would take ${one.name} twice.`;
    const finding = one.parallel ? visibleFinding : blockingFinding;
    return finding('duplicate-therapy', about, 'high', explanation);
  }
  const mine = knowledge.meaning(one.ingredients.flatMap(termsOf));
  const theirs = knowledge.meaning(other.ingredients.flatMap(termsOf));
  if (meet(mine, theirs)) {
    return blockingFinding('duplicate-therapy', about, 'high', `${one.name} and ${other.name} have an ingredient in common.`);
  }
  const classes = knowledge.classesOf(mine).filter(({ duplicateTherapy }) => duplicateTherapy);
  const shared = classes.find((each) => knowledge.classesOf(theirs).some((their) => their.class === each.class));
  if (!shared) return undefined;
  return visibleFinding('duplicate-therapy', about, 'moderate', `${one.name} and ${other.name} are both ${shared.className}.`);
}

/** Of one code: two entries of the formulary can be the same medicine. */
export function sameMedicine(one: CheckedMedicine, other: CheckedMedicine): boolean {
  return codeTerm(one.code.system, one.code.code) === codeTerm(other.code.system, other.code.code);
}
