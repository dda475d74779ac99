import { dailyDose } from './dosage.js';
import type { DoseCeiling } from './knowledge.js';
import { blockingFinding, type SafetyFinding, visibleFinding } from './safety-finding.js';
import type { CheckedMedicine, CheckedPatient, SafetyQuestion } from './safety-question.js';
import { termsOf } from './term.js';

type Limit = Pick<DoseCeiling, 'quantity' | 'unit' | 'perKg'> & { of: string };

/** Doses over the most of a day: on the medication, and by the base for the patient's age and weight. */
export function doseFindings(question: SafetyQuestion): SafetyFinding[] {
  return question.proposed.flatMap((medicine) => {
    return limitsOn(medicine, question).flatMap((limit) => overOf(medicine, limit, question.patient) ?? []);
  });
}

function limitsOn(medicine: CheckedMedicine, { knowledge, patient }: SafetyQuestion): Limit[] {
  const own = medicine.maxDailyDose ? [{ ...medicine.maxDailyDose, perKg: false, of: medicine.name }] : [];
  // Of several ingredients, the strength doesn't say which has how much.
  const [ingredient, ...others] = medicine.ingredients;
  if (!ingredient || others.length > 0) return own;
  const general = knowledge.ceilings(knowledge.meaning(termsOf(ingredient)), patient.ageYears);
  return [...own, ...general.map((ceiling) => ({ ...ceiling, of: ingredient.display }))];
}

function overOf(medicine: CheckedMedicine, limit: Limit, { weightKg }: CheckedPatient): SafetyFinding | undefined {
  const { name, medicationId } = medicine;
  if (limit.perKg && weightKg === undefined) {
    const explanation = `The most of ${limit.of} in a day depends on the weight, which is not recorded: the dose was not checked by it.`;
    return visibleFinding('not-covered', ['weight', medicationId], 'moderate', explanation);
  }
  const most = limit.quantity * (limit.perKg ? weightKg! : 1);
  const taken = dailyDose(medicine, medicine, limit.unit);
  if (taken === undefined) {
    const explanation = `The dose of ${name} in ${medicine.dose.unit} can't be compared with its most of a day in ${limit.unit}.`;
    return visibleFinding('not-covered', ['dose', medicationId], 'moderate', explanation);
  }
  if (taken <= most * ROUNDING) return undefined;
  const explanation = `${written(taken)} ${limit.unit} of ${name} in a day are over the most, ${written(most)} ${limit.unit}.`;
  return blockingFinding('dose', [medicationId], 'high', explanation);
}

/** Sums of decimal fractions don't come out exactly. */
const ROUNDING = 1 + 1e-9;

function written(quantity: number): string {
  return String(Number(quantity.toPrecision(6)));
}
