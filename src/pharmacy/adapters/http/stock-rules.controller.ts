import { Body, Controller, Delete, Get, Put, Query } from '@nestjs/common';
import {
  type Caller,
  CurrentCaller,
  cursorKey,
  DEFAULT_LIMIT,
  IfMatch,
  Operation,
  type Page,
  pageOf,
  PathId,
  Permission,
  Tag,
  Writes,
} from '#http';
import { Money } from '#kernel';
import { SetStockRule } from '../../application/set-stock-rule.js';
import { StockRulesQuery } from '../persistence/stock-rules.query.js';
import { StockRuleAnswer, StockRuleBody } from './stock-rules.dto.js';
import { StockPageQuery } from './stock.dto.js';
import { facilitiesOf, StockScope } from './stock-scope.js';

const READ = 'stock:read';
const MANAGE = 'stock-rule:manage';

@Tag('Stock rules', 'How much of a medication is to be at a location, and whom to tell when it is not.')
@Controller('stock-rules')
export class StockRulesController {
  constructor(
    private readonly query: StockRulesQuery,
    private readonly scope: StockScope,
    private readonly setRule: SetStockRule,
  ) {}

  @Put()
  @Permission(MANAGE)
  @Writes('stock-rule.set')
  @Operation({
    summary: 'Set the rule of a medication at a location',
    description: 'Made, or replaced whole where there is one. It counts at once: alerts that follow from it are there with the answer.',
    answer: StockRuleAnswer,
    errors: { 404: ['not-found'], 422: ['invalid-stock-rule', 'invalid-amount', 'invalid-currency'] },
  })
  async setStockRule(
    @CurrentCaller() caller: Caller,
    @IfMatch() expectedVersion: number | undefined,
    @Body() { locationId, medicationId, budgetCap, ...terms }: StockRuleBody,
  ): Promise<StockRuleAnswer> {
    await this.scope.expectLocation(locationId, MANAGE, caller);
    const cap = budgetCap && Money.parse(budgetCap.amount, budgetCap.currency);
    const { id } = await this.setRule.execute({ locationId, medicationId, terms: { ...terms, budgetCap: cap }, expectedVersion });
    return this.query.one(id, undefined);
  }

  @Get()
  @Permission(READ)
  @Operation({ summary: 'List stock rules by location and medication', page: StockRuleAnswer })
  async listStockRules(
    @CurrentCaller() caller: Caller,
    @Query() { limit = DEFAULT_LIMIT, cursor, ...filter }: StockPageQuery,
  ): Promise<Page<StockRuleAnswer>> {
    const rows = await this.query.page(filter, facilitiesOf(caller, READ), limit, cursorKey(cursor, ['uuid', 'uuid']));
    return pageOf(
      rows,
      limit,
      ({ locationId, medicationId }) => [locationId, medicationId],
      (row) => row,
    );
  }

  @Get(':id')
  @Permission(READ)
  @Operation({ summary: 'Read a stock rule', answer: StockRuleAnswer })
  readStockRule(@CurrentCaller() caller: Caller, @PathId('stock rule') id: string): Promise<StockRuleAnswer> {
    return this.query.one(id, facilitiesOf(caller, READ));
  }

  @Delete(':id')
  @Permission(MANAGE)
  @Writes('stock-rule.end')
  @Operation({ summary: 'End a stock rule', description: 'Its alerts are resolved with it.', answer: 'none' })
  async endStockRule(
    @CurrentCaller() caller: Caller,
    @PathId('stock rule') ruleId: string,
    @IfMatch() expectedVersion: number | undefined,
  ): Promise<void> {
    await this.query.one(ruleId, facilitiesOf(caller, MANAGE));
    await this.setRule.end({ ruleId, expectedVersion });
  }
}
