import { defineEntity, type EntityClass, type EntitySchema } from '@mikro-orm/postgresql';
import { NotFound, RuleBroken } from '#kernel';
import { type Entities, explainConstraint, InstantType, type Sql } from '#persistence';
import type {
  Address,
  ContactPoint,
  EmergencyContact,
  Identifier,
  ReminderPreferences,
} from '../../domain/patient-details.js';
import { type DuplicateCandidate, IdentifierTaken, PatientMerged, PossibleDuplicate } from '../../domain/patient-errors.js';
import { Patient } from '../../domain/patient.js';
import { type FoundBy, foundBy, Patients } from '../../domain/patients.js';
import type { AlikePatients } from './alike-patients.query.js';
import { insertFoundBy, removeFoundBy } from './found-by.rows.js';

/** The constructor is private: patients come from `register` alone. */
const PatientClass = Patient as unknown as EntityClass<Patient>;

export const PatientMapping: EntitySchema = defineEntity({
  class: PatientClass as never,
  tableName: 'patients',
  schema: 'patients',
  properties: (p) => ({
    id: p.uuid().primary(),
    mrn: p.string(),
    facilityId: p.uuid().nullable(),
    name: p.json(),
    birthDate: p.string(),
    sex: p.string(),
    contacts: p.json<ContactPoint[]>(),
    address: p.json<Address>().nullable(),
    identifiers: p.json<Identifier[]>(),
    timeZone: p.string().nullable(),
    preferredLanguage: p.string().nullable(),
    reminderPreferences: p.json<ReminderPreferences>().nullable(),
    emergencyContacts: p.json<EmergencyContact[]>(),
    deceasedOn: p.date().nullable(),
    nameWords: p.array(),
    duplicateKey: p.string(),
    acceptedAs: p.uuid().nullable(),
    registeredAt: p.type(InstantType),
    mergedInto: p.uuid().nullable(),
    version: p.integer().version(),
  }),
}) as EntitySchema;

explainConstraint('patients_duplicate', () => new PossibleDuplicate([]));
explainConstraint('patients_facility', () => new RuleBroken('unknown-facility', 'There is no such facility.'));
explainConstraint('patient_identifiers_taken', () => new IdentifierTaken(undefined, []));
explainConstraint('patient_merged', ({ detail }) => new PatientMerged(detail!));

export class MikroOrmPatients extends Patients {
  constructor(
    private readonly entities: Entities,
    private readonly sql: Sql,
    private readonly alike: AlikePatients,
  ) {
    super();
  }

  override async add(patient: Patient): Promise<void> {
    const keys = foundBy(patient);
    const { newWords } = await this.refuseTaken(patient, keys);
    this.entities.add(patient, 'patients_duplicate');
    insertFoundBy(this.entities, patient.id, keys, newWords);
  }

  override async get(id: string): Promise<Patient> {
    const patient = await this.entities.find(PatientClass, { id });
    if (!patient) throw new NotFound('patient');
    return patient;
  }

  /** In the order of their ids, so that two merges of the same records wait for each other one way only. */
  override async lockBoth([one, other]: readonly [string, string]): Promise<[Patient, Patient]> {
    await this.sql.lock('select from patients.patients where id = any($1) order by id for update', [[one, other]]);
    return [await this.get(one), await this.get(other)];
  }

  override async withIdentifier({ system, value }: Identifier): Promise<Patient | undefined> {
    const held = await this.sql.first<{ id: string }>(
      'select patient_id as id from patients.patient_identifiers where value = $1 and system = $2',
      [value, system],
    );
    return held && this.get(held.id);
  }

  override async save(patient: Patient, before: FoundBy): Promise<void> {
    const keys = foundBy(patient);
    const { newWords } = await this.refuseTaken(patient, keys);
    await this.entities.save();
    await removeFoundBy(this.sql, patient.id, before);
    insertFoundBy(this.entities, patient.id, keys, newWords);
  }

  private async refuseTaken(patient: Patient, keys: FoundBy): Promise<{ newWords: string[] }> {
    const { samePerson, holders, newWords } = await this.alike.of(patient.id, keys);
    const [holder] = holders;
    if (holder) throw new IdentifierTaken({ system: holder.system, value: holder.value }, holders.map(candidateOf));
    if (samePerson.length > 0 && patient.acceptedAs === undefined) throw new PossibleDuplicate(samePerson);
    return { newWords };
  }
}

function candidateOf({ id, mrn, name, birthDate, sex }: DuplicateCandidate): DuplicateCandidate {
  return { id, mrn, name, birthDate, sex };
}
