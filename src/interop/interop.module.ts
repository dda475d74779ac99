import { Module } from '@nestjs/common';
import { Clock } from '#kernel';
import { Sql } from '#persistence';
import { wireAs } from '#wiring';
import { PatientMerges, PatientsFacade } from '../patients/index.js';
import { StaffingFacade } from '../staffing/index.js';
import { FacadeRegisters } from './adapters/contexts/facade.registers.js';
import { resourceHoldings } from './adapters/contexts/patients.holdings.js';
import { SqlResourceRecords } from './adapters/persistence/resource-records.sql.js';
import { Registers, ResourceRecords } from './application/ports.js';

/** Exchange with other systems: import of FHIR resources. */
@Module({
  providers: [wireAs(Registers, FacadeRegisters, PatientsFacade, StaffingFacade, Clock), wireAs(ResourceRecords, SqlResourceRecords, Sql)],
  exports: [Registers, ResourceRecords],
})
export class InteropModule {
  constructor(merges: PatientMerges) {
    merges.addHoldings(...resourceHoldings);
  }
}
