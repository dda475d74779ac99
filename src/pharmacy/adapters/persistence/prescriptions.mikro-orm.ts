import { defineEntity, p } from '@mikro-orm/core';
import { NotFound, type RowScope } from '#kernel';
import { type Entities, explainConstraint, InstantType, type Sql } from '#persistence';
import type { Frequency } from '../../domain/dosage.js';
import type { Amount } from '../../domain/medication.js';
import { MedicineAlreadyActive } from '../../domain/prescription-errors.js';
import { PrescriptionLine } from '../../domain/prescription-line.js';
import type { LineStatus } from '../../domain/prescription-machine.js';
import { Prescription } from '../../domain/prescription.js';
import { type PrescriptionFilter, Prescriptions } from '../../domain/prescriptions.js';

export const PrescriptionMapping = defineEntity({
  class: Prescription as never,
  tableName: 'prescriptions',
  schema: 'pharmacy',
  properties: {
    id: p.uuid().primary(),
    patientId: p.uuid(),
    facilityId: p.uuid(),
    departmentId: p.uuid().nullable(),
    encounterId: p.uuid().nullable(),
    prescriberId: p.uuid(),
    status: p.text().$type<LineStatus>(),
    createdBy: p.uuid(),
    createdAt: p.type(InstantType),
    changedAt: p.type(InstantType),
    signedBy: p.uuid().nullable(),
    signedAt: p.type(InstantType).nullable(),
    renewalOf: p.uuid().nullable(),
    replaces: p.uuid().nullable(),
    replacedBy: p.uuid().nullable(),
    version: p.integer().version(),
  },
});

export const PrescriptionLineMapping = defineEntity({
  class: PrescriptionLine as never,
  tableName: 'prescription_lines',
  schema: 'pharmacy',
  properties: {
    id: p.uuid().primary(),
    prescriptionId: p.uuid(),
    patientId: p.uuid(),
    position: p.integer(),
    medicine: p.text(),
    medicationId: p.uuid(),
    dose: p.json<Amount>(),
    frequency: p.json<Frequency>(),
    route: p.text(),
    durationDays: p.integer(),
    quantity: p.integer(),
    refills: p.integer(),
    asNeeded: p.boolean(),
    note: p.text().nullable(),
    parallel: p.boolean(),
    status: p.text().$type<LineStatus>(),
    dispensed: p.integer(),
    startedAt: p.type(InstantType).nullable(),
    endsAt: p.type(InstantType).nullable(),
    reason: p.text().nullable(),
    version: p.integer().version(),
  },
});

explainConstraint('prescription_lines_one_active', () => new MedicineAlreadyActive());
explainConstraint('prescriptions_patient', () => new NotFound('patient'));

const BEFORE_ALL = '00000000-0000-0000-0000-000000000000';

export class MikroOrmPrescriptions extends Prescriptions {
  constructor(
    private readonly entities: Entities,
    private readonly sql: Sql,
  ) {
    super();
  }

  override add(prescription: Prescription): void {
    this.entities.add(prescription);
    for (const line of prescription.lines) this.entities.add(line);
  }

  override async get(id: string): Promise<Prescription> {
    const prescription = await this.entities.find(Prescription as never, { id } as never) as Prescription | undefined;
    if (!prescription) throw new NotFound('prescription');
    const lines = await this.entities.findAll(PrescriptionLine, { prescriptionId: id });
    prescription.hold(inOrder(lines));
    return prescription;
  }

  override save(): Promise<void> {
    return this.entities.save();
  }

  override async lockPatient(patientId: string): Promise<void> {
    await this.sql.lock(`select pg_advisory_xact_lock(hashtextextended('pharmacy.patient:' || $1::text, 0))`, [patientId]);
  }

  override async lockPatientOf(prescriptionId: string): Promise<void> {
    await this.sql.lock(
      `select pg_advisory_xact_lock(hashtextextended('pharmacy.patient:' || patient_id::text, 0)) from pharmacy.prescriptions where id = $1`,
      [prescriptionId],
    );
  }

  override async isMedicineActive(patientId: string, medicine: string): Promise<boolean> {
    const rows = await this.sql.query(
      `select from pharmacy.prescription_lines
       where patient_id = $1 and medicine = $2 and status in ('active', 'on-hold') and not parallel limit 1`,
      [patientId, medicine],
    );
    return rows.length > 0;
  }

  override async page(filter: PrescriptionFilter, scope: RowScope, limit: number, after = BEFORE_ALL): Promise<Prescription[]> {
    const { patientId, prescriberId, status } = filter;
    const rows = await this.sql.query<{ id: string }>(
      `select id from pharmacy.prescriptions
       where id > $1 and ($2::uuid is null or patient_id = $2) and ($3::uuid is null or prescriber_id = $3)
         and ($4::text is null or status = $4)
         and ($5::uuid[] is null or (facility_id = any($5) and signed_at is not null) or patient_id = $6)
       order by id limit $7`,
      [after, patientId ?? null, prescriberId ?? null, status ?? null, scope.facilities ?? null, scope.ownPatient ?? null, limit],
    );
    const ids = rows.map(({ id }) => id);
    const found = await this.entities.findAll(Prescription as never, { id: { $in: ids } } as never) as Prescription[];
    const lines = await this.entities.findAll(PrescriptionLine, { prescriptionId: { $in: ids } });
    for (const each of found) each.hold(inOrder(lines.filter(({ prescriptionId }) => prescriptionId === each.id)));
    return found.sort((a, b) => (a.id < b.id ? -1 : 1));
  }

  override async withEndedCourses(now: Temporal.Instant, limit: number): Promise<string[]> {
    const rows = await this.sql.query<{ id: string }>(
      `select distinct prescription_id as id from pharmacy.prescription_lines
       where status in ('active', 'on-hold') and ends_at <= $1 limit $2`,
      [now.toString(), limit],
    );
    return rows.map(({ id }) => id);
  }
}

function inOrder(lines: PrescriptionLine[]): PrescriptionLine[] {
  return lines.sort((a, b) => a.position - b.position);
}
