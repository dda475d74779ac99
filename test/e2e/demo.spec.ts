import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { type DemoReport, makeDemo } from '../../src/cli/demo/make-demo.js';
import { PastClock } from '../../src/cli/demo/past-clock.js';
import { type Answer, Api } from '../harness/api.js';
import { startTestApp, type TestApp } from '../harness/app.js';

// Some three hundred requests each time.
jest.setTimeout(60_000);

const COUNTED = [
  'staffing.facilities',
  'staffing.staff_members',
  'patients.patients',
  'scheduling.appointments',
  'staffing.leave_requests',
  'staffing.shifts',
  'pharmacy.stock_locations',
  'pharmacy.stock_movements',
  'pharmacy.stock_rules',
  'pharmacy.stock_alerts',
  'access.users',
  'access.service_accounts',
  'access.break_glass_accesses',
  'access.patient_invitations',
  'platform.outbox',
];

describe('the demo hospital', () => {
  let app: TestApp;
  let admin: Api;
  let report: DemoReport;

  beforeAll(async () => {
    app = await startTestApp({ clock: new PastClock() });
    report = await makeDemo(app.app);
    admin = await app.as('admin');
  });

  afterAll(() => app.close());

  const items = async (path: string): Promise<Answer['body'][]> => (await admin.get(path)).body['items'];

  async function counts(): Promise<number[]> {
    const each = COUNTED.map((table) => app.database.query<{ count: number }>(`select count(*)::int as count from ${table}`));
    return (await Promise.all(each)).map(([row]) => row!.count);
  }

  it('has two facilities in different zones, staff who may work, and patients with histories', async () => {
    const facilities = await items('/facilities');
    expect(new Set(facilities.map(({ timeZone }) => timeZone)).size).toBe(2);
    const staff = await items('/staff');
    expect(staff).toHaveLength(12);
    for (const { id } of staff) {
      expect((await items(`/staff/${id}/credentials`)).map(({ status }) => status)).toEqual(['valid']);
      expect((await admin.get(`/staff/${id}/availability`)).body['rules'].length).toBeGreaterThan(0);
    }
    expect(report.tally.made('patients')).toBe(30);
    expect(report.tally.made('conditions')).toBeGreaterThan(30);
    expect(report.tally.made('allergies')).toBeGreaterThan(10);
    expect(await items('/reminder-plans')).toHaveLength(2);
  });

  it('has appointments over the coming week, within working hours, on different days and in different states', async () => {
    const facilities = await items('/facilities');
    const zones = new Map(facilities.map(({ id, timeZone }) => [id, timeZone]));
    const all = await items('/appointments?limit=200');
    const appointments = all.filter(({ seriesId }) => seriesId === undefined);
    expect(appointments).toHaveLength(report.tally.made('appointments'));
    expect(appointments.length).toBeGreaterThan(30);
    const days = new Set<string>();
    for (const { start, facilityId, resourceIds } of appointments) {
      const local = Temporal.Instant.from(start).toZonedDateTimeISO(zones.get(facilityId)!);
      const ahead = Temporal.Now.plainDateISO(local.timeZoneId).until(local.toPlainDate()).days;
      expect(ahead).toBeGreaterThanOrEqual(1);
      expect(ahead).toBeLessThanOrEqual(7);
      expect(local.hour).toBeGreaterThanOrEqual(7);
      expect(local.hour).toBeLessThan(20);
      expect(resourceIds.length).toBeGreaterThan(0);
      days.add(local.toPlainDate().toString());
    }
    expect(days.size).toBeGreaterThan(4);
    expect(new Set(appointments.map(({ status }) => status))).toEqual(new Set(['booked', 'confirmed', 'cancelled']));
  });

  it('has patients who come every week, and others who wait for something to become free', async () => {
    const repeated = (await items('/appointments?limit=200')).filter(({ seriesId }) => seriesId !== undefined);
    const series = Map.groupBy(repeated, ({ seriesId }) => seriesId);
    expect([...series.values()].map(({ length }) => length)).toEqual([4, 4]);
    expect((await items('/wait-list')).map(({ status, priority }) => [status, priority])).toEqual([
      ['waiting', 'urgent'],
      ['waiting', 'urgent'],
    ]);
  });

  it('has somebody away on days of the coming week, with other times for those who were to see them', async () => {
    const leave = await items('/leave-requests?status=approved');
    expect(leave).toHaveLength(2);
    for (const { id, staffId } of leave) {
      const { appointments } = (await admin.get(`/leave-requests/${id}/impact`)).body;
      expect(appointments.length).toBeGreaterThan(0);
      expect(appointments.every(({ alternatives }: Answer['body']) => alternatives.length > 0)).toBe(true);
      expect(await items(`/staff/${staffId}/leave-entitlements`)).toMatchObject([{ kind: 'annual', days: 30 }]);
    }
  });

  it('has a published roster for this week and the next, with somebody for every shift', async () => {
    const rosters = await items('/rosters');
    expect(rosters.map(({ status, shifts, open }) => [status, shifts, open])).toEqual([
      ['published', 15, 0],
      ['published', 15, 0],
    ]);
    const shifts = await items('/shifts?limit=200');
    expect(new Set(shifts.map(({ kind, status }) => `${kind} ${status}`))).toEqual(new Set(['day assigned', 'on-call assigned']));
  });

  it('has a user for each of the main roles, who signs in with the password that was said', async () => {
    expect(report.signIns).toHaveLength(14);
    for (const { email, password, role } of report.signIns.slice(0, 2)) {
      const { status, body } = await app.stranger.post('/auth/login', { email, password });
      expect(status).toBe(200);
      const me = await new Api(app.origin, body['accessToken']).get('/auth/me');
      expect(me.body['roles']).toMatchObject([{ role }]);
    }
  });

  it('has a machine that gets tokens by the secret that was said, for one facility', async () => {
    const { clientId, clientSecret } = report.machines[0]!;
    const form = new URLSearchParams({ grant_type: 'client_credentials', client_id: clientId, client_secret: clientSecret });
    const media = { 'content-type': 'application/x-www-form-urlencoded' };

    const { status, body } = await app.stranger.send('POST', '/auth/token', form.toString(), media);

    expect([status, body['scope']]).toEqual([200, 'appointment:read patient:find']);
    const { items: seen } = (await new Api(app.origin, body['access_token']).get('/appointments')).body;
    expect(new Set(seen.map(({ facilityId }: Answer['body']) => facilityId)).size).toBe(1);
  });

  it('has a patient with an account of their own', async () => {
    const { email, password } = report.signIns.find(({ role }) => role === 'patient')!;
    const { body } = await app.stranger.post('/auth/login', { email, password });
    const me = (await new Api(app.origin, body['accessToken']).get('/auth/me')).body;

    expect(me).toMatchObject({ displayName: 'Clementine Bramblewick', roles: [{ role: 'patient' }] });
    expect((await items(`/patients/${me['patientId']}/invitations`)).map(({ status }) => status)).toEqual(['accepted']);
  });

  it('has charts that were opened in an emergency: one reviewed, one overdue', async () => {
    const accesses = await items('/break-glass-accesses');

    expect(accesses.map(({ status, outcome }) => [status, outcome])).toEqual([
      ['reviewed', 'justified'],
      ['overdue', undefined],
    ]);
  });

  it('is left as it is when it is made again', async () => {
    const before = await counts();
    const again = await makeDemo(app.app);
    expect([again.signIns, again.machines]).toEqual([[], []]);
    expect(again.tally.lines().every((line) => line.endsWith('(there already)'))).toBe(true);
    expect(await counts()).toEqual(before);
  });

  it('is the same on another database on the same day', async () => {
    const other = await startTestApp({ clock: new PastClock() });
    const { tally } = await makeDemo(other.app);
    const rows = `select p.name->>'family' as family, a.start_at::text, a.status from scheduling.appointments a
      join patients.patients p on p.id = a.patient_id order by 1, 2`;
    try {
      expect(tally.lines()).toEqual(report.tally.lines());
      expect(await other.database.query(rows)).toEqual(await app.database.query(rows));
    } finally {
      await other.close();
    }
  });
});
