import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import {
  type Caller,
  CurrentCaller,
  cursorKey,
  DEFAULT_LIMIT,
  IfMatch,
  mayAt,
  Operation,
  type Page,
  pageOf,
  PathId,
  Permission,
  publishMachine,
  Tag,
  Writes,
} from '#http';
import { TendStockAlert, type TendStockAlertCommand } from '../../application/tend-stock-alert.js';
import { stockAlertMachine } from '../../domain/stock-alert-machine.js';
import { StockAlertsQuery, type StockAlertView } from '../persistence/stock-alerts.query.js';
import { SnoozeBody, StockAlertAnswer, StockAlertsPageQuery } from './stock-alerts.dto.js';
import { facilitiesOf } from './stock-scope.js';

const READ = 'stock:read';
const TEND = 'stock-alert:tend';

type Version = number | undefined;

publishMachine('stock-alert', stockAlertMachine);

@Tag('Stock alerts', 'Stock that is low, out, expiring, expired or recalled where a rule watches it. They resolve themselves.')
@Controller('stock-alerts')
export class StockAlertsController {
  constructor(
    private readonly query: StockAlertsQuery,
    private readonly tend: TendStockAlert,
  ) {}

  @Get()
  @Permission(READ)
  @Operation({ summary: 'List stock alerts, the latest first', page: StockAlertAnswer })
  async listStockAlerts(
    @CurrentCaller() caller: Caller,
    @Query() { limit = DEFAULT_LIMIT, cursor, ...filter }: StockAlertsPageQuery,
  ): Promise<Page<StockAlertAnswer>> {
    const rows = await this.query.page(filter, facilitiesOf(caller, READ), limit, cursorKey(cursor, ['uuid'])?.[0]);
    return pageOf(
      rows,
      limit,
      ({ id }) => [id],
      (row) => answerOf(row, caller),
    );
  }

  @Get(':id')
  @Permission(READ)
  @Operation({ summary: 'Read a stock alert', answer: StockAlertAnswer })
  async readStockAlert(@CurrentCaller() caller: Caller, @PathId('stock alert') id: string): Promise<StockAlertAnswer> {
    return answerOf(await this.query.one(id, facilitiesOf(caller, READ)), caller);
  }

  @Post(':id/acknowledge')
  @Permission(TEND)
  @Writes('stock-alert.acknowledge')
  @Operation({
    summary: 'Take a stock alert up',
    description: 'Nobody is reminded of it any more. It is resolved once what it says is true no more.',
    answer: StockAlertAnswer,
    status: 200,
    errors: { 409: ['invalid-transition'] },
  })
  acknowledgeStockAlert(
    @CurrentCaller() caller: Caller,
    @PathId('stock alert') alertId: string,
    @IfMatch() expectedVersion: Version,
  ): Promise<StockAlertAnswer> {
    const command = { alertId, expectedVersion, by: caller.userId };
    return this.change(caller, command, () => this.tend.acknowledge(command));
  }

  @Post(':id/snooze')
  @Permission(TEND)
  @Writes('stock-alert.snooze')
  @Operation({
    summary: 'Put a stock alert aside for a while',
    description: 'Then it is open again, unless it was resolved meanwhile.',
    answer: StockAlertAnswer,
    status: 200,
    errors: { 409: ['invalid-transition'], 422: ['invalid-snooze'] },
  })
  snoozeStockAlert(
    @CurrentCaller() caller: Caller,
    @PathId('stock alert') alertId: string,
    @IfMatch() expectedVersion: Version,
    @Body() { until }: SnoozeBody,
  ): Promise<StockAlertAnswer> {
    const command = { alertId, expectedVersion, by: caller.userId };
    return this.change(caller, command, () => this.tend.snooze(command, Temporal.Instant.from(until)));
  }

  private async change(caller: Caller, { alertId }: TendStockAlertCommand, work: () => Promise<void>): Promise<StockAlertAnswer> {
    await this.query.one(alertId, facilitiesOf(caller, TEND));
    await work();
    return answerOf(await this.query.one(alertId, undefined), caller);
  }
}

function answerOf(view: StockAlertView, caller: Caller): StockAlertAnswer {
  const allowedActions = mayAt(caller, TEND, view.facilityId) ? stockAlertMachine.allowedActions(view.status) : [];
  return { ...view, allowedActions };
}
