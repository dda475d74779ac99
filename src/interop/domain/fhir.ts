/** What of FHIR R4 the import reads; everything else of a resource is kept as it came. */
export interface Coding {
  system?: string;
  code?: string;
  display?: string;
}

export interface CodeableConcept {
  coding?: Coding[];
  text?: string;
}

export interface FhirIdentifier {
  system?: string;
  value?: string;
}

export interface Reference {
  reference?: string;
  identifier?: FhirIdentifier;
}

export interface FhirName {
  use?: string;
  text?: string;
  family?: string;
  given?: string[];
  prefix?: string[];
}

export interface FhirContact {
  system?: string;
  value?: string;
  use?: string;
}

export interface FhirAddress {
  line?: string[];
  city?: string;
  state?: string;
  postalCode?: string;
  country?: string;
}

/** Any resource. */
export interface FhirResource {
  resourceType: string;
  id?: string;
  identifier?: FhirIdentifier[] | FhirIdentifier;
  subject?: Reference;
  patient?: Reference;
  [member: string]: unknown;
}

export interface FhirPatient extends FhirResource {
  name?: FhirName[];
  birthDate?: string;
  gender?: string;
  telecom?: FhirContact[];
  address?: FhirAddress[];
  deceasedDateTime?: string;
  communication?: { language?: CodeableConcept; preferred?: boolean }[];
}

export interface FhirPractitioner extends FhirResource {
  name?: FhirName[];
  telecom?: FhirContact[];
  address?: FhirAddress[];
}

export interface FhirOrganization extends FhirResource {
  name?: string;
  address?: FhirAddress[];
}

export interface FhirAllergy extends FhirResource {
  code?: CodeableConcept;
  type?: string;
  criticality?: string;
  clinicalStatus?: CodeableConcept;
  verificationStatus?: CodeableConcept;
  reaction?: { manifestation?: CodeableConcept[] }[];
  recordedDate?: string;
}

export interface FhirCondition extends FhirResource {
  code?: CodeableConcept;
  clinicalStatus?: CodeableConcept;
  verificationStatus?: CodeableConcept;
  onsetDateTime?: string;
  abatementDateTime?: string;
  recordedDate?: string;
  note?: { text?: string }[];
}

/** The identifiers that say both whose they are and what. */
export function identifiersOf({ identifier }: FhirResource): { system: string; value: string }[] {
  const all = Array.isArray(identifier) ? identifier : [];
  return all.flatMap(({ system, value }) => (system && value ? [{ system, value }] : []));
}

/** The day of a date or a moment, as it was written. */
export function dayOf(dateTime: string | undefined): string | undefined {
  return dateTime?.slice(0, 10);
}

/** The first code of a concept, in the words that it came with. */
export function codeOf(concept: CodeableConcept | undefined): { system: string; code: string; display: string } | undefined {
  const coding = concept?.coding?.find(({ system, code }) => system && code);
  if (!coding) return undefined;
  return { system: coding.system!, code: coding.code!, display: coding.display ?? concept?.text ?? coding.code! };
}
