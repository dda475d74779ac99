import type { allergyOf, conditionOf } from '../domain/chart.js';
import type { FhirResource } from '../domain/fhir.js';
import type { organizationOf, patientOf, practitionerOf } from '../domain/people.js';

/** A resource as it stands in a file. */
export interface FoundResource {
  resource: FhirResource;
  fullUrl?: string;
}

/** One thing met while reading: a resource, or why there is none. */
export type Finding = FoundResource | { unreadable: string };

export interface Source {
  identifier: { system: string; value: string };
}

/** What became of a record in the context that keeps it. */
export interface TakenOver {
  id: string;
  outcome: 'created' | 'updated' | 'unchanged';
}

/** The contexts that take over what they have a place for. Refusals arrive as domain errors. */
export abstract class Registers {
  abstract takePatient(source: Source, patient: ReturnType<typeof patientOf>): Promise<TakenOver>;
  abstract takePractitioner(practitioner: ReturnType<typeof practitionerOf>, facilityId: string): Promise<TakenOver>;
  abstract takeOrganization(source: Source, organization: ReturnType<typeof organizationOf>, locale: Locale): Promise<TakenOver>;
  abstract takeCondition(source: Source, patientId: string, condition: ReturnType<typeof conditionOf>): Promise<TakenOver>;
  abstract takeAllergy(source: Source, patientId: string, allergy: ReturnType<typeof allergyOf>): Promise<TakenOver>;
}

/** What FHIR does not say of a facility. */
export interface Locale {
  /** IANA name. */
  timeZone: string;
  /** ISO 4217 code. */
  currency: string;
}

/** `taken`: lives in a context; `kept`: for later, there is no place for it yet; `waiting` and `refused`: left out so far. */
export type ResourceState = 'taken' | 'kept' | 'waiting' | 'refused';

/** A resource on record, whole, so that nothing that it said is lost. */
export interface RecordedResource {
  sourceKey: string;
  resourceType: string;
  resource: FhirResource;
  /** SHA-256 of the resource. */
  hash: string;
  state: ResourceState;
  /** Source key of the patient it is about. */
  patientKey?: string;
  localId?: string;
  /** Where an organisation stands or a practitioner works. */
  place?: string;
  waitsFor?: string;
  reason?: string;
}

export interface KnownResource {
  hash: string;
  state: ResourceState;
}

/** Every resource that was ever read, by its source key. */
export abstract class ResourceRecords {
  abstract known(sourceKeys: readonly string[]): Promise<Map<string, KnownResource>>;
  /** Id, in its context, of what was taken over under a key. */
  abstract localIdOf(sourceKey: string): Promise<string | undefined>;
  /** Id of a facility at a place. */
  abstract facilityAt(place: string): Promise<string | undefined>;
  abstract record(resources: readonly RecordedResource[]): Promise<void>;
  /** Resources that wait, in the order of their keys. */
  abstract waiting(after: string, limit: number): Promise<RecordedResource[]>;
}
