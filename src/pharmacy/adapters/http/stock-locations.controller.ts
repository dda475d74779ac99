import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { type Caller, CurrentCaller, cursorKey, DEFAULT_LIMIT, Operation, type Page, pageOf, PathId, Permission, Tag, Writes } from '#http';
import { OpenStockLocation } from '../../application/open-stock-location.js';
import { StockQuery } from '../persistence/stock.query.js';
import { expectFacility, facilitiesOf } from './stock-scope.js';
import { StockLocationAnswer, StockLocationBody, StockLocationsPageQuery } from './stock.dto.js';

const READ = 'stock:read';

@Tag('Stock locations', 'Where stock is kept: dispensaries, ward cupboards, safes.')
@Controller('stock-locations')
export class StockLocationsController {
  constructor(
    private readonly query: StockQuery,
    private readonly open: OpenStockLocation,
  ) {}

  @Post()
  @Permission('stock-location:manage')
  @Writes('stock-location.create')
  @Operation({
    summary: 'Open a stock location',
    answer: StockLocationAnswer,
    errors: { 404: ['not-found'], 409: ['stock-location-name-taken'] },
  })
  async createStockLocation(@CurrentCaller() caller: Caller, @Body() body: StockLocationBody): Promise<StockLocationAnswer> {
    expectFacility(body.facilityId, 'stock-location:manage', caller);
    const { id, facilityId, name, version } = await this.open.execute(body);
    return { id, facilityId, name, version };
  }

  @Get()
  @Permission(READ)
  @Operation({ summary: 'List stock locations by name', page: StockLocationAnswer })
  async listStockLocations(
    @CurrentCaller() caller: Caller,
    @Query() { facilityId, limit = DEFAULT_LIMIT, cursor }: StockLocationsPageQuery,
  ): Promise<Page<StockLocationAnswer>> {
    const after = cursorKey(cursor, ['text', 'uuid']);
    const rows = await this.query.locations(facilityId, facilitiesOf(caller, READ), limit, after);
    return pageOf(
      rows,
      limit,
      ({ name, id }) => [name, id],
      (row) => row,
    );
  }

  @Get(':id')
  @Permission(READ)
  @Operation({ summary: 'Read a stock location', answer: StockLocationAnswer })
  readStockLocation(@CurrentCaller() caller: Caller, @PathId('stock location') id: string): Promise<StockLocationAnswer> {
    return this.query.location(id, facilitiesOf(caller, READ));
  }
}
