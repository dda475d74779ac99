import { Global, Module } from '@nestjs/common';
import { AuditTrail, Clock, Ids, UnitOfWork } from '#kernel';
import { publishMachine } from '#http';
import { Entities, Sql } from '#persistence';
import { wire, wireAs } from '#wiring';
import { accessHoldings, accessObstacles, PatientRecords } from '../access/index.js';
import { messageHoldings } from '../notifications/index.js';
import { SqlPatientRecords } from './adapters/contexts/access.patient-records.js';
import { InProcessPatients } from './adapters/facade/in-process.patients-facade.js';
import { AllergiesController } from './adapters/http/allergies.controller.js';
import { ConditionsController } from './adapters/http/conditions.controller.js';
import { MergesController } from './adapters/http/merges.controller.js';
import { PatientsController } from './adapters/http/patients.controller.js';
import { AlikePatients } from './adapters/persistence/alike-patients.query.js';
import { MikroOrmAllergies } from './adapters/persistence/allergies.mikro-orm.js';
import { CareRelationViews } from './adapters/persistence/care-relations.js';
import { ChartQuery } from './adapters/persistence/chart.query.js';
import { SqlCharts } from './adapters/persistence/charts.sql.js';
import { MikroOrmConditions } from './adapters/persistence/conditions.mikro-orm.js';
import { SqlHoldings } from './adapters/persistence/holdings.sql.js';
import { MergeQuery } from './adapters/persistence/merge.query.js';
import { MikroOrmMerges } from './adapters/persistence/merges.mikro-orm.js';
import { SequenceMrnNumbers } from './adapters/persistence/mrn-numbers.sequence.js';
import { PatientCardQuery } from './adapters/persistence/patient-card.query.js';
import { PatientHoldings } from './adapters/persistence/patient-holdings.js';
import { patientsHoldings } from './adapters/persistence/patients-holdings.js';
import { PatientSearch } from './adapters/persistence/patient-search.query.js';
import { SafetyRecordQuery } from './adapters/persistence/safety-record.query.js';
import { MikroOrmPatients } from './adapters/persistence/patient.mikro-orm.js';
import { PatientQuery } from './adapters/persistence/patient.query.js';
import { ChangeAllergy } from './application/change-allergy.js';
import { ChangeCondition } from './application/change-condition.js';
import { ChangePatient } from './application/change-patient.js';
import { ImportAllergy } from './application/import-allergy.js';
import { ImportCondition } from './application/import-condition.js';
import { ImportPatient } from './application/import-patient.js';
import { MergePatients } from './application/merge-patients.js';
import { MrnNumbers } from './application/ports.js';
import { RecordAllergy } from './application/record-allergy.js';
import { RecordCondition } from './application/record-condition.js';
import { RegisterPatient } from './application/register-patient.js';
import { RevertMerge } from './application/revert-merge.js';
import { allergyMachine } from './domain/allergy-machine.js';
import { Allergies, Charts, Conditions } from './domain/chart.js';
import { conditionMachine, verificationMachine } from './domain/condition-machine.js';
import { Holdings, Merges } from './domain/patient-merges.js';
import { Patients } from './domain/patients.js';
import { CareRelations, PatientMerges, PatientsFacade } from './patients.facade.js';

publishMachine('allergy', allergyMachine);
publishMachine('condition', conditionMachine);
publishMachine('condition-verification', verificationMachine);

/** Registration of patients, finding them, and what is known about their health. */
@Global()
@Module({
  controllers: [PatientsController, AllergiesController, ConditionsController, MergesController],
  providers: [
    wire(AlikePatients, Sql),
    wireAs(Patients, MikroOrmPatients, Entities, Sql, AlikePatients),
    wireAs(MrnNumbers, SequenceMrnNumbers, Sql),
    wireAs(Allergies, MikroOrmAllergies, Entities),
    wireAs(Conditions, MikroOrmConditions, Entities),
    wire(PatientQuery, Sql),
    wire(PatientSearch, Sql),
    wire(PatientCardQuery, Sql),
    wire(SafetyRecordQuery, Sql),
    wire(CareRelationViews),
    { provide: CareRelations, useExisting: CareRelationViews },
    wire(PatientHoldings),
    { provide: PatientMerges, useExisting: PatientHoldings },
    wireAs(Holdings, SqlHoldings, Sql, Entities, PatientHoldings),
    wireAs(Merges, MikroOrmMerges, Entities, Sql),
    wire(MergeQuery, Sql),
    wireAs(PatientRecords, SqlPatientRecords, Sql, CareRelationViews),
    wireAs(Charts, SqlCharts, Sql, CareRelationViews),
    wire(ChartQuery, Sql, CareRelationViews),
    wire(RegisterPatient, UnitOfWork, Patients, MrnNumbers, Ids, Clock),
    wire(ChangePatient, UnitOfWork, Patients, Clock),
    wire(MergePatients, UnitOfWork, Patients, Merges, Holdings, Ids, Clock, AuditTrail),
    wire(RevertMerge, UnitOfWork, Patients, Merges, Holdings, Clock, AuditTrail),
    wire(RecordAllergy, UnitOfWork, Allergies, Charts, Ids, Clock),
    wire(ChangeAllergy, UnitOfWork, Allergies, Charts),
    wire(RecordCondition, UnitOfWork, Conditions, Charts, Ids, Clock),
    wire(ChangeCondition, UnitOfWork, Conditions, Charts),
    wire(ImportPatient, UnitOfWork, Patients, RegisterPatient, Clock, AuditTrail),
    wire(ImportAllergy, UnitOfWork, Allergies, Ids, Clock, AuditTrail),
    wire(ImportCondition, UnitOfWork, Conditions, Ids, Clock, AuditTrail),
    wireAs(
      PatientsFacade,
      InProcessPatients,
      ...([PatientCardQuery, SafetyRecordQuery, Charts, ImportPatient, ImportAllergy, ImportCondition] as const),
    ),
  ],
  exports: [PatientsFacade, CareRelations, PatientMerges, PatientRecords],
})
export class PatientsModule {
  constructor(careRelations: CareRelations, merges: PatientMerges) {
    careRelations.addView('patients.merged_registrations');
    merges.addHoldings(...patientsHoldings, ...accessHoldings, ...messageHoldings);
    merges.addObstacles(...accessObstacles);
  }
}
