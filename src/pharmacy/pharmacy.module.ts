import { type DynamicModule, Global, Module } from '@nestjs/common';
import { HealthChecks, Metrics, publishMachine } from '#http';
import { AuditTrail, Clock, Ids, UnitOfWork } from '#kernel';
import { JobProcessors } from '#messaging';
import { Entities, Sql } from '#persistence';
import { wire, wireAs } from '#wiring';
import { CareRelations, PatientsFacade } from '../patients/index.js';
import { StaffingFacade } from '../staffing/index.js';
import { PatientsPatientCharts } from './adapters/contexts/patients.patient-charts.js';
import { StaffingPrescribers, StaffingSafetyRules } from './adapters/contexts/staffing.prescribers.js';
import { InProcessPharmacy } from './adapters/facade/in-process.pharmacy-facade.js';
import { MedicationsController } from './adapters/http/medications.controller.js';
import { PrescriptionActionsController } from './adapters/http/prescription-actions.controller.js';
import { PrescriptionLinesController } from './adapters/http/prescription-lines.controller.js';
import './adapters/http/prescription-problem-codes.js';
import { PrescriptionsController } from './adapters/http/prescriptions.controller.js';
import { PrescriptionsProcessor } from './adapters/jobs/prescriptions.processor.js';
import { LoadKnowledge } from './adapters/knowledge/load-knowledge.js';
import { watchKnowledge } from './adapters/knowledge/watch-knowledge.js';
import { SqlKnowledgeBases } from './adapters/persistence/knowledge.query.js';
import { MikroOrmMedications } from './adapters/persistence/medications.mikro-orm.js';
import { MedicationsQuery } from './adapters/persistence/medications.query.js';
import { SqlOngoingMedicines } from './adapters/persistence/ongoing-medicines.query.js';
import { MikroOrmPrescriptions } from './adapters/persistence/prescriptions.mikro-orm.js';
import { SqlSafetyRecords } from './adapters/persistence/safety-records.sql.js';
import { SqlTakenMedicines } from './adapters/persistence/taken-medicines.query.js';
import { ActOnPrescription } from './application/act-on-prescription.js';
import { CheckSafety } from './application/check-safety.js';
import { DispensePrescription } from './application/dispense-prescription.js';
import { EndCourses } from './application/end-courses.js';
import { KeepFormulary } from './application/keep-formulary.js';
import { OngoingMedicines, PatientCharts, Prescribers, SafetyRecords, SafetyRules, TakenMedicines } from './application/ports.js';
import { PrescriberEntitlement } from './application/prescriber-entitlement.js';
import { ReadPrescriptions } from './application/read-prescriptions.js';
import { SignPrescription } from './application/sign-prescription.js';
import { WritePrescription } from './application/write-prescription.js';
import { KnowledgeBases } from './domain/knowledge-bases.js';
import { medicationMachine } from './domain/medication-machine.js';
import { Medications } from './domain/medications.js';
import { prescriptionLineMachine } from './domain/prescription-machine.js';
import { Prescriptions } from './domain/prescriptions.js';
import { PharmacyFacade } from './pharmacy.facade.js';

publishMachine('medication', medicationMachine);
publishMachine('prescription-line', prescriptionLineMachine);

const formulary = [
  wireAs(Medications, MikroOrmMedications, Entities),
  wire(MedicationsQuery, Sql),
  wire(KeepFormulary, UnitOfWork, Medications, Ids),
  wireAs(PharmacyFacade, InProcessPharmacy, MedicationsQuery),
];

const safety = [
  wireAs(KnowledgeBases, SqlKnowledgeBases, Sql),
  wire(LoadKnowledge, UnitOfWork, Sql, Ids, Clock),
  wireAs(PatientCharts, PatientsPatientCharts, PatientsFacade),
  wireAs(Prescribers, StaffingPrescribers, StaffingFacade),
  wireAs(TakenMedicines, SqlTakenMedicines, Sql),
  wireAs(SafetyRecords, SqlSafetyRecords, Entities, Sql, Ids),
  wire(CheckSafety, PatientCharts, KnowledgeBases, TakenMedicines, Medications, SafetyRules, Clock),
];

const prescribing = [
  wireAs(Prescriptions, MikroOrmPrescriptions, Entities, Sql),
  wireAs(OngoingMedicines, SqlOngoingMedicines, Sql),
  wire(PrescriberEntitlement, Prescribers),
  wire(
    WritePrescription,
    ...([UnitOfWork, Prescriptions, Medications, PrescriberEntitlement, CheckSafety, SafetyRecords, Ids, Clock] as const),
  ),
  wire(SignPrescription, UnitOfWork, Prescriptions, PrescriberEntitlement, CheckSafety, SafetyRecords, Clock),
  wire(ActOnPrescription, UnitOfWork, Prescriptions, CheckSafety, WritePrescription, SafetyRecords, Clock),
  wire(ReadPrescriptions, Prescriptions, OngoingMedicines, PatientCharts, SafetyRecords, Clock),
  wire(DispensePrescription, Prescriptions, Medications, CheckSafety, SafetyRecords, Clock),
  wire(EndCourses, UnitOfWork, Prescriptions, Clock, AuditTrail),
];

export interface PharmacyOptions {
  /** Days after its date from which a knowledge base is stale. */
  knowledgeMaxAgeDays: number;
}

/** The formulary, what is known of medicines, and prescriptions. */
@Global()
@Module({})
export class PharmacyModule {
  static with({ knowledgeMaxAgeDays }: PharmacyOptions): DynamicModule {
    const rules = {
      provide: SafetyRules,
      useFactory: (staffing: StaffingFacade): SafetyRules => new StaffingSafetyRules(staffing, knowledgeMaxAgeDays),
      inject: [StaffingFacade],
    };
    return {
      module: PharmacyModule,
      controllers: [MedicationsController, PrescriptionsController, PrescriptionActionsController, PrescriptionLinesController],
      providers: [...formulary, ...safety, rules, ...prescribing],
      exports: [
        PharmacyFacade,
        Medications,
        MedicationsQuery,
        Prescriptions,
        DispensePrescription,
        SafetyRecords,
        PatientCharts,
      ],
    };
  }

  constructor(
    processors: JobProcessors,
    careRelations: CareRelations,
    endCourses: EndCourses,
    bases: KnowledgeBases,
    rules: SafetyRules,
    clock: Clock,
    checks: HealthChecks,
    metrics: Metrics,
  ) {
    careRelations.addView('pharmacy.care_relations');
    processors.add(new PrescriptionsProcessor(endCourses));
    watchKnowledge(bases, rules, clock, checks, metrics);
  }
}
