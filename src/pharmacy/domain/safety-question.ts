import type { Code } from '#kernel';
import type { Dosage } from './dosage.js';
import type { Knowledge, KnowledgeBase } from './knowledge.js';
import type { Amount } from './medication.js';
import { atcClasses, codeTerm, termsOf } from './term.js';

/** A medicine that is or would be taken. */
export interface CheckedMedicine extends Dosage {
  medicationId: string;
  code: Code;
  name: string;
  strength: string;
  unit: string;
  ingredients: readonly Code[];
  classes: readonly Code[];
  maxDailyDose?: Amount;
  /** Declared to be taken beside another line of the same medicine. */
  parallel?: boolean;
}

/** What a patient does not tolerate. */
export interface KnownAllergy {
  id: string;
  substance: Code;
  kind: 'allergy' | 'intolerance';
  criticality: 'low' | 'high';
}

/** What is known of the patient. */
export interface CheckedPatient {
  /** Empty where nothing is recorded, which is not to say that there is nothing. */
  allergies: readonly KnownAllergy[];
  ageYears?: number;
  weightKg?: number;
}

export interface SafetyQuestion {
  proposed: readonly CheckedMedicine[];
  /** What the patient takes already. */
  active: readonly CheckedMedicine[];
  patient: CheckedPatient;
  /** The current version, if one is loaded. */
  base?: KnowledgeBase;
  isStale: boolean;
  /** A facility lets nothing pass without a knowledge base of today. */
  baseRequired: boolean;
  knowledge: Knowledge;
}

/** Recorded as allergies to say that there are none (SNOMED CT): no known allergy, no known drug allergy. */
const NO_KNOWN_ALLERGY = new Set(['716186003', '409137002']);

/** All terms by which what is in a medicine may be known, ingredient by ingredient, its own code first. */
export function ingredientTerms({ code, ingredients }: CheckedMedicine): string[][] {
  return [[codeTerm(code.system, code.code)], ...ingredients.map(termsOf)];
}

/** The classes that a medicine is declared to be in, or that its ATC codes spell. */
export function classTerms({ code, ingredients, classes }: CheckedMedicine): string[] {
  return [...classes.flatMap(termsOf), ...[code, ...ingredients, ...classes].flatMap(atcClasses)];
}

/** Those of the allergies that are some. */
export function realAllergies({ allergies }: CheckedPatient): KnownAllergy[] {
  return allergies.filter(({ substance }) => !NO_KNOWN_ALLERGY.has(substance.code));
}
