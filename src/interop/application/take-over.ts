import { DomainError, type UnitOfWork } from '#kernel';
import { allergyOf, conditionOf } from '../domain/chart.js';
import type { FhirAllergy, FhirCondition, FhirOrganization, FhirPatient, FhirPractitioner, FhirResource } from '../domain/fhir.js';
import { LeftOut, required } from '../domain/left-out.js';
import { organizationOf, patientOf, placeOf, practitionerOf } from '../domain/people.js';
import { referencedKey, SOURCE_SYSTEM } from '../domain/source-key.js';
import type { Locale, RecordedResource, Registers, ResourceRecords, Source, TakenOver } from './ports.js';

type Read = Omit<RecordedResource, 'state'>;
type Taking = (read: Read, source: Source) => Promise<TakenOver>;

/** What came of one resource: its record, and what the context that took it says. */
export interface Outcome {
  record: RecordedResource;
  outcome?: TakenOver['outcome'];
}

/** Gives one resource to the context that has a place for it, and records the resource in the same transaction. */
export class TakeOver {
  private readonly takings: Record<string, Taking> = {
    Patient: (read, source) => this.registers.takePatient(source, patientOf(read.resource as FhirPatient)),
    Organization: (read, source) => this.registers.takeOrganization(source, organizationOf(read.resource as FhirOrganization), this.locale),
    Practitioner: (read) => this.practitioner(read),
    Condition: async (read, source) => {
      const patientId = await this.patientOf(read);
      return this.registers.takeCondition(source, patientId, conditionOf(read.resource as FhirCondition));
    },
    AllergyIntolerance: async (read, source) => {
      const patientId = await this.patientOf(read);
      return this.registers.takeAllergy(source, patientId, allergyOf(read.resource as FhirAllergy));
    },
  };

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly registers: Registers,
    private readonly records: ResourceRecords,
    private readonly locale: Locale,
  ) {}

  /** Whether some context has a place for resources of a type. */
  hasPlaceFor(resourceType: string): boolean {
    return Object.hasOwn(this.takings, resourceType);
  }

  async execute(read: Read): Promise<Outcome> {
    try {
      return await this.unitOfWork.run(async () => {
        const source = { identifier: { system: SOURCE_SYSTEM, value: read.sourceKey } };
        const { id, outcome } = await this.takings[read.resourceType]!(read, source);
        const record: RecordedResource = { ...read, state: 'taken', localId: id, waitsFor: undefined, reason: undefined };
        await this.records.record([record]);
        return { record, outcome };
      });
    } catch (error) {
      const record = { ...read, ...refusalOf(error) };
      await this.records.record([record]);
      return { record };
    }
  }

  private async practitioner(read: Read): Promise<TakenOver> {
    const practitioner = practitionerOf(read.resource as FhirPractitioner);
    const place = required(read.place, 'it does not say where the practitioner works');
    const facilityId = await this.records.facilityAt(place);
    if (facilityId === undefined) throw new LeftOut('no organization stands where the practitioner works', `place:${place}`);
    return this.registers.takePractitioner(practitioner, facilityId);
  }

  private async patientOf({ patientKey }: Read): Promise<string> {
    const key = required(patientKey, 'it does not say whose it is');
    const id = await this.records.localIdOf(key);
    if (id === undefined) throw new LeftOut('its patient was not taken', key);
    return id;
  }
}

/** What a resource says of itself before anybody has taken it. */
export function readResource(resource: FhirResource, sourceKey: string, hash: string): Read {
  const { resourceType } = resource;
  const isPlace = resourceType === 'Organization' || resourceType === 'Practitioner';
  const place = isPlace ? placeOf((resource as FhirOrganization).address) : undefined;
  return { sourceKey, resourceType, resource, hash, patientKey: referencedKey(resource.subject ?? resource.patient), place };
}

function refusalOf(error: unknown): Pick<RecordedResource, 'state' | 'reason' | 'waitsFor'> {
  if (error instanceof LeftOut) {
    return { state: error.waitsFor === undefined ? 'refused' : 'waiting', reason: error.reason, waitsFor: error.waitsFor };
  }
  if (error instanceof DomainError && error.kind !== 'unavailable') return { state: 'refused', reason: `${error.code}: ${error.message}` };
  throw error;
}
