import { randomUUIDv7 } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Database, Entities, MikroOrmUnitOfWork, OutboxBell, Sql } from '#persistence';
import { AppointmentMapping, MikroOrmAppointments } from '../../../src/scheduling/adapters/persistence/appointments.mikro-orm.js';
import {
  MikroOrmWaitList,
  WaitListEntryMapping,
  WaitListOfferMapping,
} from '../../../src/scheduling/adapters/persistence/wait-list.mikro-orm.js';
import { SettleOffers } from '../../../src/scheduling/application/settle-offers.js';
import { WaitListEntry } from '../../../src/scheduling/domain/wait-list-entry.js';
import { WaitListOffer } from '../../../src/scheduling/domain/wait-list-offer.js';
import { type SchedulingRig, startSchedulingRig } from './scheduling-rig.js';

const plain = (value: object): unknown =>
  JSON.parse(JSON.stringify(value, (name, each: unknown) => (name === 'events' ? undefined : each)));

describe('the wait-list in PostgreSQL', () => {
  let rig: SchedulingRig;
  let database: Database;
  let unitOfWork: MikroOrmUnitOfWork;
  let entities: Entities;
  let sql: Sql;
  let waitList: MikroOrmWaitList;

  beforeAll(async () => {
    rig = await startSchedulingRig();
    const mappings = [AppointmentMapping, WaitListEntryMapping, WaitListOfferMapping];
    database = await Database.connect({ url: rig.owned.url, poolSize: 5 }, mappings);
    unitOfWork = new MikroOrmUnitOfWork(database, new OutboxBell(database));
    entities = new Entities(database, unitOfWork);
    sql = new Sql(database, unitOfWork);
    waitList = new MikroOrmWaitList(entities, sql);
  });

  afterAll(async () => {
    await database.close();
    await rig.close();
  });

  async function entered(): Promise<WaitListEntry> {
    const dates = { earliest: Temporal.PlainDate.from('2027-03-01'), latest: Temporal.PlainDate.from('2027-03-20') };
    const [patientId, appointmentTypeId] = [await rig.addPatient(), await rig.addType()];
    const who = { id: randomUUIDv7(), facilityId: rig.facilityId, patientId, appointmentTypeId };
    const fields = { ...who, staffId: await rig.addStaff(), ...dates, weekdays: [2, 4], priority: 'urgent' as const };
    const entry = WaitListEntry.enter(fields, 'Europe/Berlin', rig.clock.now());
    await unitOfWork.run(async () => waitList.add(entry));
    return entry;
  }

  async function offerTo(entry: WaitListEntry, at: string): Promise<WaitListOffer> {
    const { id: entryId, facilityId, patientId, appointmentTypeId, staffId } = entry;
    const start = Temporal.Instant.from(at);
    const held = await rig.booking.execute({ patientId, appointmentTypeId, staffId: staffId!, start, hold: true });
    const ids = { id: randomUUIDv7(), entryId, facilityId, patientId, appointmentId: held.id, staffId: staffId! };
    return WaitListOffer.make({ ...ids, start, end: held.end, expiresAt: held.holdUntil! }, rig.clock.now());
  }

  it('comes back as it was, entries and offers', async () => {
    const entry = await entered();
    expect(plain(await waitList.get(entry.id))).toEqual(plain({ ...entry, version: 1 }));
    const offer = await offerTo(entry, '2027-03-02T09:00:00Z');
    await unitOfWork.run(async () => waitList.addOffer(offer));
    expect(plain(await waitList.getOffer(offer.id))).toEqual(plain({ ...offer, version: 1 }));
  });

  it('takes one open offer of an entry, and one of a held time, and no more', async () => {
    const entry = await entered();
    const [one, other] = [await offerTo(entry, '2027-03-02T10:00:00Z'), await offerTo(entry, '2027-03-02T11:00:00Z')];
    await unitOfWork.run(async () => waitList.addOffer(one));
    await expect(unitOfWork.run(async () => waitList.addOffer(other))).rejects.toThrow();
    const copy = `insert into scheduling.wait_list_offers select $2::uuid, entry_id, facility_id, patient_id, appointment_id, staff_id, start_at,
      end_at, expires_at, made_at, 'declined', now() from scheduling.wait_list_offers where id = $1`;
    await expect(rig.owned.query(copy, [one.id, randomUUIDv7()])).rejects.toThrow('wait_list_offers_hold');
    await expect(unitOfWork.run(async () => waitList.addOffer(one))).rejects.toThrow();
    expect(await rig.owned.query('select id from scheduling.wait_list_offers where entry_id = $1', [entry.id])).toEqual([{ id: one.id }]);
  });

  it('settles the offers whose times were booked, and leaves alone those that are still held', async () => {
    const offers: WaitListOffer[] = [];
    for (const at of ['2027-03-09T09:00:00Z', '2027-03-09T10:00:00Z']) {
      const entry = await entered();
      const offer = await offerTo(entry, at);
      await unitOfWork.run(async () => {
        (await waitList.get(entry.id)).offer();
        waitList.addOffer(offer);
      });
      offers.push(offer);
    }
    const [confirmed, held] = offers as [WaitListOffer, WaitListOffer];
    await rig.owned.query(`update scheduling.appointments set status = 'booked', hold_until = null where id = $1`, [confirmed.appointmentId]);
    const settle = new SettleOffers(unitOfWork, waitList, new MikroOrmAppointments(entities, sql), rig.clock);
    const appointmentIds = [randomUUIDv7(), held.appointmentId, confirmed.appointmentId];
    for (const time of ['once', 'again']) {
      await settle.execute({ appointmentIds });
      expect([time, await statusesOf(confirmed), await statusesOf(held)]).toEqual([time, ['accepted', 'booked'], ['open', 'offered']]);
    }
  });

  async function statusesOf({ id, entryId }: WaitListOffer): Promise<string[]> {
    return [(await waitList.getOffer(id)).status, (await waitList.get(entryId)).status];
  }

  it('gives two who look at the same time two different entries, or nothing', async () => {
    const entry = await entered();
    const time = { facilityId: rig.facilityId, appointmentTypeId: entry.appointmentTypeId, staffId: entry.staffId! };
    const wanted = { ...time, start: Temporal.Instant.from('2027-03-04T09:00:00Z'), day: Temporal.PlainDate.from('2027-03-04') };
    await unitOfWork.run(async () => {
      expect((await waitList.nextFor(wanted, []))?.id).toBe(entry.id);
      expect(await waitList.nextFor(wanted, [entry.id])).toBeUndefined();
      const rows = await rig.owned.query('select id from scheduling.wait_list_entries where id = $1 for update skip locked', [entry.id]);
      expect(rows).toEqual([]);
    });
    const wednesday = { ...wanted, start: Temporal.Instant.from('2027-03-03T09:00:00Z'), day: Temporal.PlainDate.from('2027-03-03') };
    expect(await unitOfWork.run(() => waitList.nextFor(wednesday, []))).toBeUndefined();
    expect(await unitOfWork.run(() => waitList.nextFor({ ...wanted, givenBackBy: entry.patientId }, []))).toBeUndefined();
  });
});
