import { defineEntity, p } from '@mikro-orm/core';
import { NotFound } from '#kernel';
import { type Entities, explainConstraint, InstantType, PlainDateType, type Sql } from '#persistence';
import { Rosters } from '../../domain/plan-records.js';
import { Roster, RosterOverlap, type RosterSpan, type RosterStatus } from '../../domain/roster.js';

export const RosterMapping = defineEntity({
  class: Roster as never,
  tableName: 'rosters',
  schema: 'staffing',
  properties: {
    id: p.uuid().primary(),
    facilityId: p.uuid(),
    departmentId: p.uuid(),
    span: p.text().$type<RosterSpan>(),
    from: p.type(PlainDateType).fieldName('from_date'),
    to: p.type(PlainDateType).fieldName('to_date'),
    status: p.text().$type<RosterStatus>(),
    publishedAt: p.type(InstantType).nullable(),
    version: p.integer().version(),
  },
});

explainConstraint('rosters_no_overlap', () => new RosterOverlap());

/** A raised version makes whoever changes one of the shifts at the same time look again. */
const SPREAD = `
  update staffing.shifts set plan = $2, version = version + 1 where roster_id = $1 and plan <> $2`;

const CANCEL = `
  update staffing.shifts set status = 'cancelled', cancel_reason = 'The roster was discarded.', version = version + 1
  where roster_id = $1 and status in ('open', 'assigned')`;

export class MikroOrmRosters extends Rosters {
  constructor(
    private readonly entities: Entities,
    private readonly sql: Sql,
  ) {
    super();
  }

  override async get(id: string): Promise<Roster> {
    const roster = await this.entities.find(Roster, { id });
    if (!roster) throw new NotFound('roster');
    return roster;
  }

  override add(roster: Roster): void {
    this.entities.add(roster);
  }

  override save(): Promise<void> {
    return this.entities.save();
  }

  override async spread({ id, status }: Roster): Promise<void> {
    if (status === 'discarded') await this.sql.execute(CANCEL, [id]);
    else await this.sql.execute(SPREAD, [id, status]);
  }
}
