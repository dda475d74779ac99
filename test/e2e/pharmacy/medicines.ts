import { randomUUID } from 'node:crypto';
import type { Api } from '../../harness/api.js';

export const RXNORM = 'http://www.nlm.nih.gov/research/umls/rxnorm';
export const ATC = 'http://www.whocc.no/atc';
export const SNOMED = 'http://snomed.info/sct';

export const INGREDIENTS = {
  amoxicillin: { system: RXNORM, code: '723', display: 'Amoxicillin' },
  ibuprofen: { system: RXNORM, code: '5640', display: 'Ibuprofen' },
  naproxen: { system: RXNORM, code: '7258', display: 'Naproxen' },
  warfarin: { system: RXNORM, code: '11289', display: 'Warfarin' },
  paracetamol: { system: RXNORM, code: '161', display: 'Acetaminophen' },
} as const;

/** A medication of one ingredient, of a code that no other has unless one is given. */
export function medicationBody(ingredient: keyof typeof INGREDIENTS = 'amoxicillin', changes: object = {}): Record<string, unknown> {
  const named = INGREDIENTS[ingredient];
  return {
    code: { system: 'urn:test:medicines', code: randomUUID(), display: named.display },
    name: `${named.display} 500 mg`,
    form: 'tablet',
    strength: '500 mg',
    ingredients: [named],
    classes: [],
    unit: 'tablet',
    controlled: false,
    ...changes,
  };
}

export async function newMedication(api: Api, ingredient: keyof typeof INGREDIENTS = 'amoxicillin', changes: object = {}): Promise<string> {
  const answer = await api.post('/medications', medicationBody(ingredient, changes));
  if (answer.status !== 201) throw new Error(`${answer.status} ${JSON.stringify(answer.body)}`);
  return answer.body['id'];
}
