import { defineEntity, p } from '@mikro-orm/core';
import { EVERY_ROW, NotFound, type RowScope } from '#kernel';
import { type Entities, explainConstraint, InstantType, instantText, PlainDateType, type Sql } from '#persistence';
import { AlreadyWaiting } from '../../domain/appointment-errors.js';
import { type FreedTime, WaitList } from '../../domain/wait-list.js';
import { type Priority, WaitListEntry } from '../../domain/wait-list-entry.js';
import type { OfferStatus, WaitListStatus } from '../../domain/wait-list-machine.js';
import { WaitListOffer } from '../../domain/wait-list-offer.js';
import { FREED, NEXT } from './wait-list-matching.js';

export const WaitListEntryMapping = defineEntity({
  class: WaitListEntry as never,
  tableName: 'wait_list_entries',
  schema: 'scheduling',
  properties: {
    id: p.uuid().primary(),
    facilityId: p.uuid(),
    patientId: p.uuid(),
    appointmentTypeId: p.uuid(),
    staffId: p.uuid().nullable(),
    earliest: p.type(PlainDateType),
    latest: p.type(PlainDateType),
    weekdays: p.array((value) => Number(value)),
    priority: p.text().$type<Priority>(),
    status: p.text().$type<WaitListStatus>(),
    enteredAt: p.type(InstantType),
    expiresAt: p.type(InstantType),
    settledAt: p.type(InstantType).nullable(),
    appointmentId: p.uuid().nullable(),
    cancelReason: p.text().nullable(),
    version: p.integer().version(),
  },
});

export const WaitListOfferMapping = defineEntity({
  class: WaitListOffer as never,
  tableName: 'wait_list_offers',
  schema: 'scheduling',
  properties: {
    id: p.uuid().primary(),
    entryId: p.uuid(),
    facilityId: p.uuid(),
    patientId: p.uuid(),
    appointmentId: p.uuid(),
    staffId: p.uuid(),
    start: p.type(InstantType).fieldName('start_at'),
    end: p.type(InstantType).fieldName('end_at'),
    expiresAt: p.type(InstantType),
    madeAt: p.type(InstantType),
    status: p.text().$type<OfferStatus>(),
    settledAt: p.type(InstantType).nullable(),
    version: p.integer().version(),
  },
});

explainConstraint('wait_list_entries_once', () => new AlreadyWaiting());
explainConstraint('wait_list_entries_patient', () => new NotFound('patient'));

interface FreedRow {
  facility_id: string;
  appointment_type_id: string;
  staff_id: string;
  start_at: string;
  day: string;
  patient_id: string;
}

export class MikroOrmWaitList extends WaitList {
  constructor(
    private readonly entities: Entities,
    private readonly sql: Sql,
  ) {
    super();
  }

  override add(entry: WaitListEntry): void {
    this.entities.add(entry);
  }

  override addOffer(offer: WaitListOffer): void {
    this.entities.add(offer, 'wait-list-offer');
  }

  override async get(id: string, scope = EVERY_ROW): Promise<WaitListEntry> {
    const entry = (await this.entities.find(WaitListEntry as never, { id, ...within(scope) } as never)) as WaitListEntry | undefined;
    if (!entry) throw new NotFound('wait-list entry');
    return entry;
  }

  override async getOffer(id: string, scope = EVERY_ROW): Promise<WaitListOffer> {
    const offer = (await this.entities.find(WaitListOffer as never, { id, ...within(scope) } as never)) as WaitListOffer | undefined;
    if (!offer) throw new NotFound('wait-list offer');
    return offer;
  }

  override async openOffersOf(appointmentIds: readonly string[]): Promise<WaitListOffer[]> {
    const text = `select id from scheduling.wait_list_offers where appointment_id = any($1::uuid[]) and status = 'open'`;
    const ids = await this.ids(text, [appointmentIds]);
    return ids.length === 0 ? [] : this.entities.findAll(WaitListOffer as never, { id: { $in: ids } } as never);
  }

  override async nextFor(time: FreedTime, passedOver: readonly string[]): Promise<WaitListEntry | undefined> {
    const { facilityId, appointmentTypeId, staffId, day, start, givenBackBy } = time;
    const values = [facilityId, appointmentTypeId, staffId, day.toString(), start.toString(), givenBackBy ?? null, passedOver];
    const [next] = await this.sql.lock<{ id: string }>(NEXT, values);
    return next && this.get(next.id);
  }

  override save(): Promise<void> {
    return this.entities.save();
  }

  override overdue(now: Temporal.Instant, limit: number): Promise<string[]> {
    return this.ids(`select id from scheduling.wait_list_entries where status = 'waiting' and expires_at <= $1 order by expires_at limit $2`, [
      now.toString(),
      limit,
    ]);
  }

  override overdueOffers(now: Temporal.Instant, limit: number): Promise<string[]> {
    return this.ids(
      `select appointment_id as id from scheduling.wait_list_offers where status = 'open' and expires_at <= $1 order by expires_at limit $2`,
      [now.toString(), limit],
    );
  }

  override async freedTimes(now: Temporal.Instant, limit: number): Promise<FreedTime[]> {
    const rows = await this.sql.query<FreedRow>(FREED, [now.toString(), limit]);
    return rows.map((row) => ({
      facilityId: row.facility_id,
      appointmentTypeId: row.appointment_type_id,
      staffId: row.staff_id,
      start: Temporal.Instant.from(instantText(row.start_at)),
      day: Temporal.PlainDate.from(row.day),
      givenBackBy: row.patient_id,
    }));
  }

  private async ids(text: string, values: unknown[]): Promise<string[]> {
    return (await this.sql.query<{ id: string }>(text, values)).map(({ id }) => id);
  }
}

function within({ facilities, ownPatient }: RowScope): object {
  if (facilities === undefined) return {};
  const atFacilities = { facilityId: { $in: [...facilities] } };
  return ownPatient === undefined ? atFacilities : { $or: [atFacilities, { patientId: ownPatient }] };
}
