import { Module } from '@nestjs/common';
import { AuditTrail, Clock, Ids, UnitOfWork } from '#kernel';
import { JobProcessors } from '#messaging';
import { Entities, Sql } from '#persistence';
import { wire, wireAs } from '#wiring';
import { StaffingFacade } from '../staffing/index.js';
import { StaffingFacilityDays } from './adapters/contexts/staffing.facility-days.js';
import { LotsController } from './adapters/http/lots.controller.js';
import { StockAdjustmentsController } from './adapters/http/stock-adjustments.controller.js';
import { StockDiscrepanciesController } from './adapters/http/stock-discrepancies.controller.js';
import { StockCountsController } from './adapters/http/stock-counts.controller.js';
import './adapters/http/stock-problem-codes.js';
import { StockLocationsController } from './adapters/http/stock-locations.controller.js';
import { StockReceiptsController } from './adapters/http/stock-receipts.controller.js';
import { StockScope } from './adapters/http/stock-scope.js';
import { StockTransfersController } from './adapters/http/stock-transfers.controller.js';
import { StockController } from './adapters/http/stock.controller.js';
import { LotsProcessor } from './adapters/jobs/lots.processor.js';
import { StockLedgerProcessor } from './adapters/jobs/stock-ledger.processor.js';
import { SqlDispensableStock } from './adapters/persistence/dispensable-stock.sql.js';
import { MikroOrmDispenses } from './adapters/persistence/dispenses.mikro-orm.js';
import { MikroOrmLots } from './adapters/persistence/lots.mikro-orm.js';
import { LotsQuery } from './adapters/persistence/lots.query.js';
import { MikroOrmStockAdjustments } from './adapters/persistence/stock-adjustments.mikro-orm.js';
import { MikroOrmStockDiscrepancies } from './adapters/persistence/stock-discrepancies.mikro-orm.js';
import { StockDiscrepanciesQuery } from './adapters/persistence/stock-discrepancies.query.js';
import { SqlStockLedger } from './adapters/persistence/stock-ledger.sql.js';
import { StockMovementsQuery } from './adapters/persistence/stock-movements.query.js';
import { SqlStockPartitions } from './adapters/persistence/stock-partitions.sql.js';
import { MikroOrmStockLocations, MikroOrmStockReceipts } from './adapters/persistence/stock-places.mikro-orm.js';
import { MikroOrmStockCounts, MikroOrmStockTransfers } from './adapters/persistence/stock-transfers.mikro-orm.js';
import { StockTransfersQuery } from './adapters/persistence/stock-transfers.query.js';
import { StockQuery } from './adapters/persistence/stock.query.js';
import { AdjustStock } from './application/adjust-stock.js';
import { ChangeLot } from './application/change-lot.js';
import { CloseDiscrepancy } from './application/close-discrepancy.js';
import { CountStock } from './application/count-stock.js';
import { EnterCount } from './application/enter-count.js';
import { ExpireLots } from './application/expire-lots.js';
import { OpenDiscrepancies } from './application/open-discrepancies.js';
import { OpenStockLocation } from './application/open-stock-location.js';
import { ReceiveStock } from './application/receive-stock.js';
import { ReleaseReservations } from './application/release-reservations.js';
import { StockPartitions } from './application/stock-partitions.js';
import { TransferStock } from './application/transfer-stock.js';
import { FacilityDays } from './application/stock-ports.js';
import { DispensableStock, Dispenses } from './domain/dispenses.js';
import { Medications } from './domain/medications.js';
import { StockDiscrepancies } from './domain/stock-discrepancies.js';
import { Lots, StockAdjustments, StockCounts, StockLedger, StockLocations, StockReceipts, StockTransfers } from './domain/stock-records.js';

/** What the pharmacy has: locations, lots, receipts, the ledger. */
@Module({
  controllers: [
    StockController,
    StockLocationsController,
    StockReceiptsController,
    LotsController,
    StockAdjustmentsController,
    StockTransfersController,
    StockCountsController,
    StockDiscrepanciesController,
  ],
  providers: [
    wireAs(StockLocations, MikroOrmStockLocations, Entities),
    wireAs(StockReceipts, MikroOrmStockReceipts, Entities),
    wireAs(Lots, MikroOrmLots, Entities, Sql, Ids),
    wireAs(Dispenses, MikroOrmDispenses, Entities, Sql),
    wireAs(DispensableStock, SqlDispensableStock, Entities, Sql, Ids),
    wire(ReleaseReservations, Dispenses, DispensableStock, Clock),
    wireAs(StockLedger, SqlStockLedger, Entities, Sql, Ids, ReleaseReservations),
    wireAs(StockPartitions, SqlStockPartitions, Sql),
    wireAs(FacilityDays, StaffingFacilityDays, StaffingFacade),
    wire(OpenStockLocation, UnitOfWork, StockLocations, Ids),
    wire(ReceiveStock, UnitOfWork, StockLocations, Lots, StockReceipts, StockLedger, FacilityDays, Ids, Clock),
    wireAs(StockAdjustments, MikroOrmStockAdjustments, Entities),
    wire(AdjustStock, UnitOfWork, StockLocations, Lots, StockAdjustments, StockLedger, FacilityDays, Ids, Clock),
    wire(ChangeLot, UnitOfWork, Lots, StockLedger, FacilityDays, ReleaseReservations, Clock),
    wire(ExpireLots, UnitOfWork, Lots, FacilityDays, Clock, AuditTrail),
    wireAs(StockTransfers, MikroOrmStockTransfers, Entities),
    wireAs(StockCounts, MikroOrmStockCounts, Entities, Sql),
    wire(TransferStock, UnitOfWork, StockLocations, Lots, StockTransfers, StockLedger, FacilityDays, Ids, Clock),
    wireAs(StockDiscrepancies, MikroOrmStockDiscrepancies, Entities),
    wire(OpenDiscrepancies, Medications, StockDiscrepancies, Ids, Clock),
    wire(CloseDiscrepancy, UnitOfWork, StockDiscrepancies, Clock),
    wire(StockDiscrepanciesQuery, Sql),
    wire(EnterCount, UnitOfWork, Lots, StockCounts, OpenDiscrepancies),
    wire(CountStock, UnitOfWork, StockLocations, StockCounts, StockLedger, FacilityDays, Ids, Clock),
    wire(StockTransfersQuery, Sql),
    wire(LotsQuery, Sql),
    wire(StockQuery, Sql),
    wire(StockMovementsQuery, Sql),
    wire(StockScope, StockQuery),
  ],
  exports: [StockLocations, Lots, StockLedger, FacilityDays, Dispenses, DispensableStock],
})
export class StockModule {
  constructor(processors: JobProcessors, partitions: StockPartitions, expireLots: ExpireLots) {
    processors.add(new StockLedgerProcessor(partitions));
    processors.add(new LotsProcessor(expireLots));
  }
}
