import { codeOf, dayOf, type CodeableConcept, type FhirAllergy, type FhirCondition } from './fhir.js';
import { LeftOut, required } from './left-out.js';

const CONDITION_STATUSES = ['active', 'recurrence', 'relapse', 'remission', 'resolved'] as const;
const VERIFICATIONS = ['unconfirmed', 'provisional', 'confirmed', 'refuted'] as const;
const ALLERGY_STATUSES = ['active', 'inactive', 'resolved'] as const;
const ENTERED_IN_ERROR = 'entered-in-error';

function statusOf<T extends string>(words: readonly T[], concept: CodeableConcept | undefined, missing: T, what: string): T {
  const code = concept?.coding?.[0]?.code ?? missing;
  return required(
    words.find((word) => word === code),
    `its ${what} "${code}" has no equal here`,
  );
}

function refuseMistake(verification: CodeableConcept | undefined): void {
  if (verification?.coding?.[0]?.code === ENTERED_IN_ERROR) throw new LeftOut('it was entered in error');
}

/** A condition as the chart takes one. */
export function conditionOf(condition: FhirCondition) {
  refuseMistake(condition.verificationStatus);
  return {
    code: required(codeOf(condition.code), 'it has no code'),
    clinicalStatus: statusOf(CONDITION_STATUSES, condition.clinicalStatus, 'active', 'clinical status'),
    verificationStatus: statusOf(VERIFICATIONS, condition.verificationStatus, 'confirmed', 'verification status'),
    onset: dayOf(condition.onsetDateTime),
    abatement: dayOf(condition.abatementDateTime),
    recordedOn: dayOf(condition.recordedDate),
    note: condition.note?.flatMap(({ text }) => text ?? []).join('\n') || undefined,
  };
}

/** An allergy or intolerance as the chart takes one. */
export function allergyOf(allergy: FhirAllergy) {
  refuseMistake(allergy.verificationStatus);
  const manifestations = (allergy.reaction ?? []).flatMap(({ manifestation }) => manifestation ?? []);
  const reaction = manifestations.map((each) => each.text ?? codeOf(each)?.display).filter((text) => text !== undefined);
  return {
    substance: required(codeOf(allergy.code), 'it has no code'),
    kind: allergy.type === 'intolerance' ? ('intolerance' as const) : ('allergy' as const),
    criticality: allergy.criticality === 'high' ? ('high' as const) : ('low' as const),
    status: statusOf(ALLERGY_STATUSES, allergy.clinicalStatus, 'active', 'clinical status'),
    reaction: reaction.length > 0 ? reaction.join(', ') : undefined,
    recordedOn: dayOf(allergy.recordedDate),
  };
}
