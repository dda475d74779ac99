import { Module } from '@nestjs/common';
import { AuditTrail, Clock, Ids, UnitOfWork } from '#kernel';
import { JobProcessors } from '#messaging';
import { Entities, Sql } from '#persistence';
import { wire, wireAs } from '#wiring';
import { PatientMerges } from '../patients/index.js';
import { StaffingFacade } from '../staffing/index.js';
import { pharmacyHoldings, pharmacyObstacles } from './adapters/contexts/patients.holdings.js';
import { StaffingReservationRules } from './adapters/contexts/staffing.facility-days.js';
import { DispenseActionsController } from './adapters/http/dispense-actions.controller.js';
import './adapters/http/dispense-problem-codes.js';
import { DispenseReturnsController } from './adapters/http/dispense-returns.controller.js';
import { DispensesController } from './adapters/http/dispenses.controller.js';
import { ReservationsProcessor } from './adapters/jobs/reservations.processor.js';
import { MikroOrmDispenseReturns } from './adapters/persistence/dispense-returns.mikro-orm.js';
import { DispensesQuery } from './adapters/persistence/dispenses.query.js';
import { SqlUnmetDemand } from './adapters/persistence/unmet-demand.sql.js';
import { AllocateStock } from './application/allocate-stock.js';
import { DispenseMedicines } from './application/dispense-medicines.js';
import { DispensePrescription } from './application/dispense-prescription.js';
import { ExpireReservations } from './application/expire-reservations.js';
import { HandOver } from './application/hand-over.js';
import { MeetShortage } from './application/meet-shortage.js';
import { PatientCharts, SafetyRecords } from './application/ports.js';
import { ReadDispenses } from './application/read-dispenses.js';
import { ReturnDispensed } from './application/return-dispensed.js';
import { SettleDispense } from './application/settle-dispense.js';
import { FacilityDays, ReservationRules, UnmetDemand } from './application/stock-ports.js';
import { TakeBack } from './application/take-back.js';
import { DispensableStock, DispenseReturns, Dispenses } from './domain/dispenses.js';
import { Prescriptions } from './domain/prescriptions.js';
import { StockLedger, StockLocations } from './domain/stock-records.js';
import { StockModule } from './stock.module.js';

/** Where prescriptions meet stock. */
@Module({
  imports: [StockModule],
  controllers: [DispensesController, DispenseActionsController, DispenseReturnsController],
  providers: [
    wireAs(DispenseReturns, MikroOrmDispenseReturns, Entities, Sql, Ids),
    wireAs(ReservationRules, StaffingReservationRules, StaffingFacade),
    wireAs(UnmetDemand, SqlUnmetDemand, Entities, Ids),
    wire(AllocateStock, DispensableStock, ReservationRules, Clock),
    wire(HandOver, Dispenses, DispensableStock, DispensePrescription, StockLedger, Clock),
    wire(DispenseMedicines, UnitOfWork, StockLocations, Dispenses, DispensePrescription, AllocateStock, HandOver, Ids, Clock),
    wire(SettleDispense, UnitOfWork, Dispenses, DispensableStock, DispensePrescription, AllocateStock, HandOver, Clock),
    wire(ExpireReservations, UnitOfWork, Dispenses, DispensableStock, Clock, AuditTrail),
    wire(MeetShortage, UnitOfWork, ExpireReservations, UnmetDemand, Clock),
    wire(TakeBack, DispenseReturns, DispensePrescription, StockLedger, FacilityDays, Clock),
    wire(ReturnDispensed, UnitOfWork, Dispenses, DispenseReturns, DispensePrescription, TakeBack, Ids, Clock),
    wire(ReadDispenses, Prescriptions, PatientCharts, SafetyRecords, DispenseReturns),
    wire(DispensesQuery, Sql),
  ],
})
export class DispensingModule {
  constructor(processors: JobProcessors, expireReservations: ExpireReservations, merges: PatientMerges) {
    merges.addHoldings(...pharmacyHoldings);
    merges.addObstacles(...pharmacyObstacles);
    processors.add(new ReservationsProcessor(expireReservations));
  }
}
