const RXNORM = 'http://www.nlm.nih.gov/research/umls/rxnorm';
const SNOMED = 'http://snomed.info/sct';
const ICD10 = 'http://hl7.org/fhir/sid/icd-10-cm';

interface Code {
  system: string;
  code: string;
  display: string;
}

interface DemoAllergy {
  substance: Code;
  kind: 'allergy' | 'intolerance';
  criticality: 'low' | 'high';
  reaction: string;
}

function allergy(system: string, code: string, display: string, criticality: 'low' | 'high', reaction: string): DemoAllergy {
  return { substance: { system, code, display }, kind: 'allergy', criticality, reaction };
}

function icd(code: string, display: string): Code {
  return { system: ICD10, code, display };
}

export const ALLERGIES = {
  amoxicillin: allergy(RXNORM, '723', 'Amoxicillin', 'high', 'Hives and swelling of the face'),
  aspirin: allergy(RXNORM, '1191', 'Aspirin', 'high', 'Shortness of breath'),
  ibuprofen: { ...allergy(RXNORM, '5640', 'Ibuprofen', 'low', 'Stomach pain'), kind: 'intolerance' },
  codeine: { ...allergy(RXNORM, '2670', 'Codeine', 'low', 'Nausea'), kind: 'intolerance' },
  latex: allergy(SNOMED, '111088007', 'Latex', 'low', 'Itching of the hands'),
} as const satisfies Record<string, DemoAllergy>;
export type AllergyName = keyof typeof ALLERGIES;

export const CONDITIONS = {
  hypertension: icd('I10', 'Essential (primary) hypertension'),
  diabetes: icd('E11.9', 'Type 2 diabetes mellitus without complications'),
  lipids: icd('E78.5', 'Hyperlipidemia, unspecified'),
  asthma: icd('J45.909', 'Unspecified asthma, uncomplicated'),
  backPain: icd('M54.50', 'Low back pain, unspecified'),
  migraine: icd('G43.909', 'Migraine, unspecified, not intractable, without status migrainosus'),
  reflux: icd('K21.9', 'Gastro-esophageal reflux disease without esophagitis'),
  fibrillation: icd('I48.91', 'Unspecified atrial fibrillation'),
  kneeArthrosis: icd('M17.11', 'Unilateral primary osteoarthritis, right knee'),
  anxiety: icd('F41.9', 'Anxiety disorder, unspecified'),
  cold: icd('J06.9', 'Acute upper respiratory infection, unspecified'),
  bladderInfection: icd('N39.0', 'Urinary tract infection, site not specified'),
} as const satisfies Record<string, Code>;
export type ConditionName = keyof typeof CONDITIONS;

/** These pass. */
export const RESOLVED: ReadonlySet<ConditionName> = new Set(['cold', 'bladderInfection']);
