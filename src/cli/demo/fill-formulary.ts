import type { InProcessClient } from './in-process-client.js';
import type { Tally } from './tally.js';

const RXNORM = 'http://www.nlm.nih.gov/research/umls/rxnorm';
const ATC = 'http://www.whocc.no/atc';

interface DemoMedicine {
  atc: string;
  rxnorm: string;
  name: string;
  strength: string;
  /** Milligrams. */
  most: number;
  controlled?: boolean;
}

const MEDICINES: readonly DemoMedicine[] = [
  { atc: 'N02BE01', rxnorm: '161', name: 'Paracetamol', strength: '500 mg', most: 4_000 },
  { atc: 'M01AE01', rxnorm: '5640', name: 'Ibuprofen', strength: '400 mg', most: 2_400 },
  { atc: 'J01CA04', rxnorm: '723', name: 'Amoxicillin', strength: '500 mg', most: 6_000 },
  { atc: 'A10BA02', rxnorm: '6809', name: 'Metformin', strength: '850 mg', most: 3_000 },
  { atc: 'C09AA03', rxnorm: '29046', name: 'Lisinopril', strength: '10 mg', most: 80 },
  { atc: 'N02AA01', rxnorm: '7052', name: 'Morphine', strength: '10 mg', most: 200, controlled: true },
];

/** Puts a few common medicines into the formulary. @returns their ids by name */
export async function fillFormulary(api: InProcessClient, tally: Tally): Promise<Map<string, string>> {
  const ids = new Map<string, string>();
  for (const { atc, rxnorm, name, strength, most, controlled = false } of MEDICINES) {
    const [known] = await api.list<{ id: string }>('/medications', { code: atc, system: ATC });
    const body = {
      code: { system: ATC, code: atc, display: name },
      name: `${name} ${strength}`,
      form: 'tablet',
      strength,
      ingredients: [{ system: RXNORM, code: rxnorm, display: name }],
      classes: [],
      unit: 'tablet',
      controlled,
      maxDailyDose: { quantity: most, unit: 'mg' },
    };
    ids.set(name, (await tally.findOrMake('medications', known, () => api.post<{ id: string }>('/medications', body))).id);
  }
  return ids;
}
