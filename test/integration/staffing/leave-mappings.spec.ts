import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Ids, UnitOfWork } from '#kernel';
import { Displacement } from '../../../src/scheduling/domain/displacement.js';
import { Displacements } from '../../../src/scheduling/domain/displacements.js';
import { LeaveEntitlement } from '../../../src/staffing/domain/leave-entitlement.js';
import { LeaveEntitlements, LeaveRequests } from '../../../src/staffing/domain/leave-registers.js';
import { LeaveRequest } from '../../../src/staffing/domain/leave-request.js';
import { Practice } from '../../e2e/scheduling/practice.js';

const plain = (thing: object): unknown => JSON.parse(JSON.stringify(thing));
const at = Temporal.Instant.from('2027-03-04T09:00:00.123Z');

describe('the mappings of leave and of the worklist', () => {
  let practice: Practice;
  let staffId: string;
  let nextId: () => string;
  let inUnitOfWork: UnitOfWork;

  beforeAll(async () => {
    practice = await Practice.open();
    staffId = await practice.doctor();
    nextId = () => practice.app.app.get(Ids).next();
    inUnitOfWork = practice.app.app.get(UnitOfWork);
  });

  afterAll(() => practice.close());

  it('bring a leave request back as it was, when requested and when approved', async () => {
    const requests = practice.app.app.get(LeaveRequests);
    const [from, to] = [Temporal.PlainDate.from('2028-02-29'), Temporal.PlainDate.from('2028-03-01')];
    const about = { facilityId: practice.facilityId, staffId, kind: 'study', reason: 'Kurs „Echo“', requestedBy: nextId() };
    const made = LeaveRequest.request({ id: nextId(), from, to, fromHalf: 'pm', ...about });
    await inUnitOfWork.run(async () => requests.add(made));
    expect(plain(await requests.get(made.id))).toEqual(plain(made));

    const by = { userId: nextId(), staffId: await practice.doctor() };
    const approved = await inUnitOfWork.run(async () => {
      const request = await requests.get(made.id);
      request.approve(by, at, { 2028: 1.5 });
      await requests.save(request);
      return request;
    });
    expect(approved.version).toBe(2);
    expect(plain(await requests.get(made.id))).toEqual(plain(approved));
    expect(await requests.approvedDays(staffId, 'study', 2028)).toBe(1.5);
  });

  it('bring an entitlement back, and never one that is used beyond its days', async () => {
    const entitlements = practice.app.app.get(LeaveEntitlements);
    const made = new LeaveEntitlement({ id: nextId(), staffId, kind: 'annual', year: 2028, days: 30.5, usedDays: 2.5 });
    await inUnitOfWork.run(async () => entitlements.add(made));
    expect(plain((await entitlements.find(staffId, 'annual', 2028))!)).toEqual(plain(made));
    const beyond = practice.app.database.query('update staffing.leave_entitlements set used_days = 31 where id = $1', [made.id]);
    await expect(beyond).rejects.toMatchObject({ constraint: 'leave_entitlements_not_exceeded' });
  });

  it('stay in step with a version that reckons in whole days', async () => {
    const { database } = practice.app;
    const kind = 'whole-days';
    const [id, leaveId] = [nextId(), nextId()];
    await database.query('insert into staffing.leave_entitlements (id, staff_id, kind, year, days) values ($1, $2, $3, 2028, 10)', [
      ...[id, staffId, kind],
    ]);
    await database.query(
      `insert into staffing.leave_requests (id, facility_id, staff_id, from_date, to_date, kind, status, requested_by)
       values ($1, $2, $3, '2028-05-02', '2028-05-03', $4, 'requested', $1)`,
      [leaveId, practice.facilityId, staffId, kind],
    );
    await database.query(
      `update staffing.leave_requests set status = 'approved', decided_by = id, working_days = '{"2028": 2}' where id = $1`,
      [leaveId],
    );
    await database.query('update staffing.leave_entitlements set used_days = used_days + 2 where id = $1', [id]);
    const [entitlements, requests] = [practice.app.app.get(LeaveEntitlements), practice.app.app.get(LeaveRequests)];
    expect(await requests.get(leaveId)).toMatchObject({ workingDays: { 2028: 2 }, fromHalf: 'am', toHalf: 'pm' });
    expect(await requests.approvedDays(staffId, kind, 2028)).toBe(2);

    await inUnitOfWork.run(async () => {
      const entitlement = (await entitlements.find(staffId, kind, 2028))!;
      expect(entitlement).toMatchObject({ days: 10, usedDays: 2 });
      entitlement.take(0.5);
      await entitlements.save(entitlement);
    });
    await database.query('update staffing.leave_entitlements set used_days = used_days + 1 where id = $1', [id]);
    const columns = 'days, used_days, half_days, used_half_days';
    const rows = await database.query(`select ${columns} from staffing.leave_entitlements where id = $1`, [id]);
    expect(rows).toEqual([{ days: 10, used_days: 3, half_days: 20, used_half_days: 7 }]);
  });

  it('bring a displacement back, and one for each time, ground and subject', async () => {
    const displacements = practice.app.app.get(Displacements);
    const [patientId, appointmentTypeId] = [await practice.patient(), await practice.type()];
    const { id: appointmentId } = (await practice.book({ patientId, staffId, appointmentTypeId, start: practice.at(9, '10:00') })).body;
    const about = { facilityId: practice.facilityId, appointmentId, timeVersion: 1, staffId, since: at };
    const made = Displacement.record({ id: nextId(), ...about, ground: 'credential', subject: 'medical-licence' });
    made.keep('Agreed with the registrar', nextId(), at);
    await inUnitOfWork.run(async () => displacements.add(made));
    expect((await displacements.ofAppointments([appointmentId])).map(plain)).toEqual([plain(made)]);
    const twice = practice.app.database.query(
      `insert into scheduling.displacements (id, facility_id, appointment_id, time_version, staff_id, ground, subject, since, status)
       select gen_random_uuid(), facility_id, appointment_id, time_version, staff_id, ground, subject, since, 'open'
       from scheduling.displacements where id = $1`,
      [made.id],
    );
    await expect(twice).rejects.toMatchObject({ constraint: 'displacements_once' });
  });
});
