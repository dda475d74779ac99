import { Controller, Get, Query } from '@nestjs/common';
import { type Caller, CurrentCaller, cursorKey, DEFAULT_LIMIT, Operation, type Page, pageOf, Permission, Tag } from '#http';
import { Clock } from '#kernel';
import { FacilityDays } from '../../application/stock-ports.js';
import { StockMovementsQuery } from '../persistence/stock-movements.query.js';
import { StockQuery } from '../persistence/stock.query.js';
import { facilitiesOf } from './stock-scope.js';
import { MovementAnswer, MovementsPageQuery, RegisterPageQuery, StockAnswer, StockPageQuery } from './stock.dto.js';

const READ = 'stock:read';

@Tag('Stock', 'What is where, of which lot, and every movement that made it so.')
@Controller()
export class StockController {
  constructor(
    private readonly query: StockQuery,
    private readonly movements: StockMovementsQuery,
    private readonly days: FacilityDays,
    private readonly clock: Clock,
  ) {}

  @Get('stock')
  @Permission(READ)
  @Operation({ summary: 'List stock by location and medication', page: StockAnswer })
  async listStock(
    @CurrentCaller() caller: Caller,
    @Query() { limit = DEFAULT_LIMIT, cursor, ...filter }: StockPageQuery,
  ): Promise<Page<StockAnswer>> {
    const after = cursorKey(cursor, ['uuid', 'uuid']);
    const days = await this.days.everywhere(this.clock.now());
    const rows = await this.query.stock(filter, facilitiesOf(caller, READ), days, limit, after);
    return pageOf(
      rows,
      limit,
      ({ locationId, medicationId }) => [locationId, medicationId],
      (row) => row,
    );
  }

  @Get('stock-movements')
  @Permission(READ)
  @Operation({ summary: 'List movements of stock, the latest first', page: MovementAnswer })
  async listStockMovements(
    @CurrentCaller() caller: Caller,
    @Query() { limit = DEFAULT_LIMIT, cursor, ...filter }: MovementsPageQuery,
  ): Promise<Page<MovementAnswer>> {
    const rows = await this.movements.page(filter, facilitiesOf(caller, READ), limit, cursorKey(cursor, ['instant', 'uuid']));
    return pageOf(
      rows,
      limit,
      ({ at, id }) => [at, id],
      (row) => row,
    );
  }

  @Get('controlled-register')
  @Permission(READ)
  @Operation({
    summary: 'Read the register of a controlled drug at a location, the latest entry first',
    description: 'Entries are numbered without gaps; each says what was there after it.',
    page: MovementAnswer,
    errors: { 404: ['not-found'] },
  })
  async readControlledRegister(
    @CurrentCaller() caller: Caller,
    @Query() { medicationId, locationId, limit = DEFAULT_LIMIT, cursor }: RegisterPageQuery,
  ): Promise<Page<MovementAnswer>> {
    const [before] = cursorKey(cursor, ['whole']) ?? [];
    const within = facilitiesOf(caller, READ);
    const rows = await this.movements.register(medicationId, locationId, within, limit, before === undefined ? undefined : Number(before));
    return pageOf(
      rows,
      limit,
      ({ entry }) => [String(entry)],
      (row) => row,
    );
  }
}
