import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Period } from '#kernel';
import { Database, Entities, MikroOrmUnitOfWork, OutboxBell, Sql } from '#persistence';
import { createTestDatabase, type TestDatabase } from '#testing';
import { UuidV7Ids } from '#wiring';
import { DepartmentMapping, MikroOrmDepartments } from '../../../src/staffing/adapters/persistence/departments.mikro-orm.js';
import { MikroOrmRosters, RosterMapping } from '../../../src/staffing/adapters/persistence/rosters.mikro-orm.js';
import { MikroOrmShiftSwaps, ShiftSwapMapping } from '../../../src/staffing/adapters/persistence/shift-swaps.mikro-orm.js';
import { MikroOrmShiftTemplates, ShiftTemplateMapping } from '../../../src/staffing/adapters/persistence/shift-templates.mikro-orm.js';
import { MikroOrmShifts, ShiftMapping } from '../../../src/staffing/adapters/persistence/shifts.mikro-orm.js';
import { SqlStaffPlans } from '../../../src/staffing/adapters/persistence/staff-plans.query.js';
import { Roster } from '../../../src/staffing/domain/roster.js';
import { Shift } from '../../../src/staffing/domain/shift.js';
import { ShiftSwap } from '../../../src/staffing/domain/shift-swap.js';
import { ShiftTemplate } from '../../../src/staffing/domain/shift-template.js';

const MAPPINGS = [DepartmentMapping, ShiftTemplateMapping, RosterMapping, ShiftMapping, ShiftSwapMapping];
const START = Temporal.Instant.from('2026-11-02T07:00:00Z');

describe('the records of plans', () => {
  const ids = new UuidV7Ids();
  const [facilityId, departmentId, ada, ben] = [ids.next(), ids.next(), ids.next(), ids.next()];
  let owned: TestDatabase;
  let database: Database;
  let unitOfWork: MikroOrmUnitOfWork;
  let shifts: MikroOrmShifts;
  let rosters: MikroOrmRosters;
  let templates: MikroOrmShiftTemplates;
  let swaps: MikroOrmShiftSwaps;
  let departments: MikroOrmDepartments;
  let plans: SqlStaffPlans;

  beforeAll(async () => {
    owned = await createTestDatabase();
    database = await Database.connect({ url: owned.url, poolSize: 5 }, MAPPINGS);
    unitOfWork = new MikroOrmUnitOfWork(database, new OutboxBell(database));
    const entities = new Entities(database, unitOfWork);
    const sql = new Sql(database, unitOfWork);
    shifts = new MikroOrmShifts(entities, sql);
    rosters = new MikroOrmRosters(entities, sql);
    templates = new MikroOrmShiftTemplates(entities);
    swaps = new MikroOrmShiftSwaps(entities, sql);
    departments = new MikroOrmDepartments(entities);
    plans = new SqlStaffPlans(sql);
    await owned.query(
      `insert into staffing.facilities (id, name, time_zone, currency) values ($1, 'St Brigid', 'Europe/Dublin', 'EUR')`,
      [facilityId],
    );
    await owned.query(`insert into staffing.departments (id, facility_id, name, code) values ($1, $2, 'Ward', 'W')`, [departmentId, facilityId]);
    for (const id of [ada, ben]) {
      await owned.query(
        `insert into staffing.staff_members (id, facility_id, department_id, name, sort_name, role, employment_start)
         values ($1, $2, $3, '{"given": ["A"], "family": "B"}', 'b a', 'nurse', '2020-01-01')`,
        [id, facilityId, departmentId],
      );
    }
  });

  afterAll(async () => {
    await database.close();
    await owned.drop();
  });

  const shift = (start: Temporal.Instant, changes: object = {}): Shift =>
    new Shift({ id: ids.next(), facilityId, departmentId, kind: 'day', period: Period.lasting(start, 480), ...changes });

  it('bring a template and a roster back as they were', async () => {
    const template = new ShiftTemplate({
      ...{ id: ids.next(), facilityId, departmentId, name: 'Night', kind: 'night', from: '22:00', to: '06:00', count: 2 },
      ...{ weekdays: [1, 7], role: 'nurse', specialty: 'icu' },
    });
    const roster = new Roster({ id: ids.next(), facilityId, departmentId, span: 'week', from: Temporal.PlainDate.from('2026-11-02') });
    await unitOfWork.run(async () => {
      templates.add(template);
      rosters.add(roster);
    });
    expect(await templates.get(template.id)).toEqual(template);
    expect((await templates.activeOf(departmentId)).map(({ id }) => id)).toEqual([template.id]);
    const loaded = await rosters.get(roster.id);
    expect([loaded.from.toString(), loaded.to.toString(), loaded.status]).toEqual(['2026-11-02', '2026-11-08', 'draft']);
    const seat = { rosterId: roster.id, templateId: template.id, day: roster.from, plan: 'draft' };
    const add = (seats: number[]): Promise<number> =>
      unitOfWork.run(() => shifts.addMissing(roster.id, seats.map((each) => shift(START, { ...seat, seat: each }))));
    expect([await add([0, 1]), await add([0, 1, 2])]).toEqual([2, 1]);
    await unitOfWork.run(async () => {
      const draft = await rosters.get(roster.id);
      draft.publish(START);
      await rosters.save();
      await rosters.spread(draft);
    });
    expect((await rosters.get(roster.id)).publishedAt?.toString()).toBe(START.toString());
    expect(await owned.query('select distinct plan, version from staffing.shifts')).toEqual([{ plan: 'published', version: 2 }]);
    await owned.query('delete from staffing.shifts');
  });

  it('bring a shift back, assigned with an override, and open again', async () => {
    const made = shift(START, { plan: 'draft', role: 'nurse', specialty: 'icu' });
    made.assign(ada, { reason: 'nobody else', rules: ['rest', 'week-hours'] });
    await unitOfWork.run(async () => shifts.add(made));
    expect(await shifts.get(made.id)).toEqual(made);
    await unitOfWork.run(async () => {
      (await shifts.get(made.id)).unassign();
      await shifts.save();
    });
    const open = await shifts.get(made.id);
    expect([open.status, open.staffId, open.overrideReason]).toEqual(['open', undefined, undefined]);
    expect([open.overriddenRules, open.version]).toEqual([[], 2]);
  });

  it('let two people exchange shifts that overlap, and nothing else overlap', async () => {
    const [one, other] = [shift(START.add({ hours: 48 })), shift(START.add({ hours: 50 }))];
    one.assign(ada);
    other.assign(ben);
    await unitOfWork.run(async () => [one, other].forEach((each) => shifts.add(each)));
    await unitOfWork.run(async () => {
      (await shifts.get(one.id)).handTo(ben);
      (await shifts.get(other.id)).handTo(ada);
      await shifts.save();
    });
    expect([(await shifts.get(one.id)).staffId, (await shifts.get(other.id)).staffId]).toEqual([ben, ada]);
    const both = unitOfWork.run(async () => {
      (await shifts.get(one.id)).handTo(ada);
      await shifts.save();
    });
    await expect(both).rejects.toThrow(expect.objectContaining({ code: 'shift-overlap' }));
    const third = shift(START.add({ hours: 49 }));
    third.assign(ada);
    await expect(unitOfWork.run(async () => shifts.add(third))).rejects.toThrow(expect.objectContaining({ code: 'shift-overlap' }));
  });

  it('bring a swap back, and keep a shift out of a second one', async () => {
    const given = shift(START.add({ hours: 240 }));
    given.assign(ada);
    const fields = { facilityId, departmentId, shiftId: given.id, requesterId: ada, colleagueId: ben, reason: 'wedding', expiresAt: START };
    const swap = new ShiftSwap({ ...fields, id: ids.next() });
    await unitOfWork.run(async () => shifts.add(given));
    await unitOfWork.run(async () => swaps.add(swap));
    const loaded = await swaps.get(swap.id);
    expect({ ...loaded, expiresAt: loaded.expiresAt.toString() }).toEqual({ ...swap, expiresAt: START.toString() });
    const second = unitOfWork.run(async () => swaps.add(new ShiftSwap({ ...fields, id: ids.next() })));
    await expect(second).rejects.toThrow(expect.objectContaining({ code: 'shift-in-swap' }));
    expect(await swaps.overdue(START, 10)).toEqual([swap.id]);
  });

  it('bring head, cover and rostering of a department back, and clear them', async () => {
    const coverRules = [{ role: 'nurse', count: 2, from: '07:00', to: '19:00', weekdays: [1, 2] }];
    await unitOfWork.run(async () => (await departments.get(departmentId)).revise({ headId: ada, coverRules, rosteringRequired: false }));
    expect(await departments.get(departmentId)).toMatchObject({ headId: ada, coverRules, rosteringRequired: false });
    expect((await departments.headedBy(ada)).map(({ id }) => id)).toEqual([departmentId]);
    expect(await plans.surroundings(departmentId)).toMatchObject({ headId: ada, coverRules, timeZone: 'Europe/Dublin' });
    const nothing = { headId: null, coverRules: null, rosteringRequired: null };
    await unitOfWork.run(async () => (await departments.get(departmentId)).revise(nothing));
    const cleared = await departments.get(departmentId);
    expect([cleared.headId, cleared.coverRules, cleared.rosteringRequired]).toEqual([undefined, [], undefined]);
  });
});
