import { Global, Module } from '@nestjs/common';
import { AuditTrail, Clock, Ids, UnitOfWork } from '#kernel';
import { publishMachine } from '#http';
import { Entities, Sql } from '#persistence';
import { wire, wireAs } from '#wiring';
import { PatientRecords } from '../access/index.js';
import { SqlPatientRecords } from './adapters/contexts/access.patient-records.js';
import { InProcessPatients } from './adapters/facade/in-process.patients-facade.js';
import { AllergiesController } from './adapters/http/allergies.controller.js';
import { ConditionsController } from './adapters/http/conditions.controller.js';
import { PatientsController } from './adapters/http/patients.controller.js';
import { AlikePatients } from './adapters/persistence/alike-patients.query.js';
import { MikroOrmAllergies } from './adapters/persistence/allergies.mikro-orm.js';
import { CareRelationViews } from './adapters/persistence/care-relations.js';
import { ChartQuery } from './adapters/persistence/chart.query.js';
import { SqlCharts } from './adapters/persistence/charts.sql.js';
import { MikroOrmConditions } from './adapters/persistence/conditions.mikro-orm.js';
import { SequenceMrnNumbers } from './adapters/persistence/mrn-numbers.sequence.js';
import { PatientCardQuery } from './adapters/persistence/patient-card.query.js';
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
import { MrnNumbers } from './application/ports.js';
import { RecordAllergy } from './application/record-allergy.js';
import { RecordCondition } from './application/record-condition.js';
import { RegisterPatient } from './application/register-patient.js';
import { allergyMachine } from './domain/allergy-machine.js';
import { Allergies, Charts, Conditions } from './domain/chart.js';
import { conditionMachine, verificationMachine } from './domain/condition-machine.js';
import { Patients } from './domain/patients.js';
import { CareRelations, PatientsFacade } from './patients.facade.js';

publishMachine('allergy', allergyMachine);
publishMachine('condition', conditionMachine);
publishMachine('condition-verification', verificationMachine);

/** Registration of patients, finding them, and what is known about their health. */
@Global()
@Module({
  controllers: [PatientsController, AllergiesController, ConditionsController],
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
    wireAs(PatientRecords, SqlPatientRecords, Sql, CareRelationViews),
    wireAs(Charts, SqlCharts, Sql, CareRelationViews),
    wire(ChartQuery, Sql, CareRelationViews),
    wire(RegisterPatient, UnitOfWork, Patients, MrnNumbers, Ids, Clock),
    wire(ChangePatient, UnitOfWork, Patients, Clock),
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
  exports: [PatientsFacade, CareRelations, PatientRecords],
})
export class PatientsModule {}
