import { Module } from '@nestjs/common';
import { Clock, Ids, UnitOfWork } from '#kernel';
import { EventSubscriptions, JobProcessors } from '#messaging';
import { Entities, Sql } from '#persistence';
import { wire, wireAs } from '#wiring';
import { AccessFacade } from '../access/index.js';
import { NotificationsFacade } from '../notifications/index.js';
import { StaffingFacade } from '../staffing/index.js';
import { AccessStockKeepers } from './adapters/contexts/access.stock-keepers.js';
import { NotificationsStockNotices } from './adapters/contexts/notifications.stock-notices.js';
import { StaffingStockFacilities } from './adapters/contexts/staffing.stock-facilities.js';
import { StockWatcher } from './adapters/events/stock-watcher.js';
import { ReorderSuggestionsController } from './adapters/http/reorder-suggestions.controller.js';
import { StockAlertsController } from './adapters/http/stock-alerts.controller.js';
import { StockRulesController } from './adapters/http/stock-rules.controller.js';
import { StockScope } from './adapters/http/stock-scope.js';
import { StockAlertsProcessor } from './adapters/jobs/stock-alerts.processor.js';
import { ReorderRecordsQuery } from './adapters/persistence/reorder-records.query.js';
import { MikroOrmStockAlerts } from './adapters/persistence/stock-alerts.mikro-orm.js';
import { StockAlertsQuery } from './adapters/persistence/stock-alerts.query.js';
import { SqlStockLevels } from './adapters/persistence/stock-levels.sql.js';
import { MikroOrmStockRules } from './adapters/persistence/stock-rules.mikro-orm.js';
import { StockRulesQuery } from './adapters/persistence/stock-rules.query.js';
import { StockQuery } from './adapters/persistence/stock.query.js';
import { ReorderRecords } from './application/reorder-ports.js';
import { ReviewStock } from './application/review-stock.js';
import { SetStockRule } from './application/set-stock-rule.js';
import { StockFacilities, StockKeepers, StockNotices } from './application/stock-alert-ports.js';
import { FacilityDays } from './application/stock-ports.js';
import { SuggestReorders } from './application/suggest-reorders.js';
import { TendStockAlert } from './application/tend-stock-alert.js';
import { StockLocations } from './domain/stock-records.js';
import { StockAlerts, StockLevels, StockRules } from './domain/stock-watch.js';
import { StockModule } from './stock.module.js';

/** Whether there is enough in stock, who is told when there is not, and what to order. */
@Module({
  imports: [StockModule],
  controllers: [StockRulesController, StockAlertsController, ReorderSuggestionsController],
  providers: [
    wireAs(StockRules, MikroOrmStockRules, Entities, Sql),
    wireAs(StockAlerts, MikroOrmStockAlerts, Entities),
    wireAs(StockLevels, SqlStockLevels, Sql),
    wireAs(StockFacilities, StaffingStockFacilities, StaffingFacade),
    wireAs(StockKeepers, AccessStockKeepers, AccessFacade, StaffingFacade),
    wireAs(StockNotices, NotificationsStockNotices, NotificationsFacade, StockKeepers, StockFacilities, StockAlertsQuery),
    wireAs(ReorderRecords, ReorderRecordsQuery, Entities, Sql),
    wire(StockAlertsQuery, Sql),
    wire(StockRulesQuery, Sql),
    wire(StockQuery, Sql),
    wire(StockScope, StockQuery),
    wire(ReviewStock, UnitOfWork, StockRules, StockLevels, StockAlerts, StockNotices, FacilityDays, Ids, Clock),
    wire(SetStockRule, UnitOfWork, StockLocations, StockRules, StockLevels, ReviewStock, FacilityDays, Ids, Clock),
    wire(TendStockAlert, UnitOfWork, StockAlerts, Clock),
    wire(SuggestReorders, ReorderRecords, StockLocations, StockFacilities, FacilityDays, Clock),
  ],
})
export class StockAlertsModule {
  constructor(subscriptions: EventSubscriptions, processors: JobProcessors, reviewStock: ReviewStock) {
    subscriptions.add(new StockWatcher(reviewStock));
    processors.add(new StockAlertsProcessor(reviewStock));
  }
}
