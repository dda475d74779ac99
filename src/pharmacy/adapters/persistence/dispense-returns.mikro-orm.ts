import { defineEntity, p } from '@mikro-orm/core';
import { type Ids, NotFound } from '#kernel';
import { type Entities, explainConstraint, InstantType, type Sql } from '#persistence';
import {
  DispenseReturn,
  exceedsDispensed,
  type ReturnCondition,
  type ReturnLine,
  type ReturnStatus,
} from '../../domain/dispense-return.js';
import { DispenseReturns } from '../../domain/dispenses.js';

export const DispenseReturnMapping = defineEntity({
  class: DispenseReturn as never,
  tableName: 'dispense_returns',
  schema: 'pharmacy',
  properties: {
    id: p.uuid().primary(),
    dispenseId: p.uuid(),
    status: p.text().$type<ReturnStatus>(),
    controlled: p.boolean(),
    reason: p.text(),
    lines: p.json<readonly ReturnLine[]>(),
    returnedTo: p.text(),
    returnedAt: p.type(InstantType),
    witnessedBy: p.text().nullable(),
    version: p.integer().version(),
  },
});

explainConstraint('dispense_draws_not_over_returned', () => exceedsDispensed());

export class MikroOrmDispenseReturns extends DispenseReturns {
  constructor(
    private readonly entities: Entities,
    private readonly sql: Sql,
    private readonly ids: Ids,
  ) {
    super();
  }

  override add(returned: DispenseReturn): void {
    this.entities.add(returned);
  }

  override async get(id: string, dispenseId: string): Promise<DispenseReturn> {
    const returned = (await this.entities.find(DispenseReturn as never, { id, dispenseId } as never)) as DispenseReturn | undefined;
    if (!returned) throw new NotFound('return');
    return returned;
  }

  override async of(dispenseId: string): Promise<DispenseReturn[]> {
    const found = (await this.entities.findAll(DispenseReturn as never, { dispenseId } as never)) as DispenseReturn[];
    return found.sort((a, b) => (a.id < b.id ? -1 : 1));
  }

  override async claim({ lines }: DispenseReturn, sign: 1 | -1): Promise<void> {
    const lots = lines.flatMap(({ dispenseLineId, lots: own }) => own.map((lot) => ({ ...lot, dispenseLineId })));
    await this.sql.execute(
      `update pharmacy.dispense_draws d set returned = d.returned + t.quantity
       from (select dispense_line_id, lot_id, sum(quantity)::integer as quantity
         from unnest($1::uuid[], $2::uuid[], $3::integer[]) as u (dispense_line_id, lot_id, quantity) group by 1, 2) t
       where d.dispense_line_id = t.dispense_line_id and d.lot_id = t.lot_id`,
      [lots.map(({ dispenseLineId }) => dispenseLineId), lots.map(({ lotId }) => lotId), lots.map(({ quantity }) => sign * quantity)],
    );
  }

  override async partFor(lotId: string, condition: ReturnCondition): Promise<string> {
    const status = condition === 'damaged' ? 'damaged' : 'quarantined';
    const [row] = await this.sql.lock<{ id: string }>('select pharmacy.returned_part($1, $2, $3) as id', [lotId, status, this.ids.next()]);
    return row!.id;
  }

  override save(): Promise<void> {
    return this.entities.save();
  }
}
