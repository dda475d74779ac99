import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Answer, Api } from '../../harness/api.js';
import { startTestApp } from '../../harness/app.js';
import { until } from '../../harness/until.js';
import { seeded } from '../../faults/seeded.js';
import { Practice } from './practice.js';

const OPERATIONS = 500;
const AT_ONCE = 10;
const DAYS = 4;
const PRACTITIONERS = 6;
const ROOMS = 4;

/** What a race may answer; everything else is a fault. */
const REFUSALS = /^(slot-taken|patient-busy|outside-availability|staff-not-credentialed|invalid-transition|leave-overlap|stale-version)$/;

/** A program of people who book, move, cancel, go away and lose licences, all at once. */
class Programme {
  readonly appointments: string[] = [];
  readonly leave: string[] = [];
  readonly surprises: string[] = [];
  readonly counts = new Map<string, number>();
  private readonly random: () => number;

  constructor(
    private readonly practice: Practice,
    private readonly hr: Api,
    private readonly people: { staff: string[]; credentials: string[]; patients: string[]; type: string },
    seed: number,
  ) {
    this.random = seeded(seed);
  }

  async run(): Promise<void> {
    for (let done = 0; done < OPERATIONS; done += AT_ONCE) await Promise.all(Array.from({ length: AT_ONCE }, () => this.step()));
  }

  private async step(): Promise<void> {
    const dice = this.random();
    if (dice < 0.45) return this.book(dice < 0.1);
    if (dice < 0.6) return this.onAppointment((id) => this.practice.act(id, 'reschedule', this.target()));
    if (dice < 0.7) return this.onAppointment((id) => this.practice.act(id, 'cancel', { reason: 'Programme' }));
    if (dice < 0.75) return this.onAppointment((id) => this.practice.act(id, 'confirm'));
    if (dice < 0.85) return this.takeLeave();
    if (dice < 0.9) return this.endLeave();
    return this.changeCredential(dice < 0.96 ? 'suspend' : 'reinstate');
  }

  private async book(hold: boolean): Promise<void> {
    const { staff, patients, type } = this.people;
    const body = { patientId: this.one(patients), staffId: this.one(staff), appointmentTypeId: type, start: this.time(), hold };
    const answer = await this.practice.book(body);
    this.note(answer, hold ? 'hold' : 'book');
    if (answer.status === 201) this.appointments.push(answer.body['id']);
  }

  private async onAppointment(act: (id: string) => Promise<Answer>): Promise<void> {
    const id = this.one(this.appointments);
    if (id !== undefined) this.note(await act(id), 'change');
  }

  private async takeLeave(): Promise<void> {
    const from = this.practice.date(2 + this.below(DAYS));
    const { body } = await this.hr.post('/leave-requests', { staffId: this.one(this.people.staff), from, to: from, kind: 'annual' });
    const answer = await this.hr.post(`/leave-requests/${body['id']}/approve`);
    this.note(answer, 'leave');
    if (answer.status === 200) this.leave.push(body['id']);
  }

  private async endLeave(): Promise<void> {
    const id = this.one(this.leave);
    if (id !== undefined) this.note(await this.hr.post(`/leave-requests/${id}/cancel`), 'leave over');
  }

  private async changeCredential(action: string): Promise<void> {
    const path = this.one(this.people.credentials);
    this.note(await this.hr.post(`${path}/${action}`, action === 'suspend' ? { reason: 'Programme' } : {}), action);
  }

  private note({ status, body }: Answer, what: string): void {
    const word = status < 300 ? what : (body['code'] as string);
    this.counts.set(word, (this.counts.get(word) ?? 0) + 1);
    if (status >= 300 && !REFUSALS.test(body['code'])) this.surprises.push(`${what}: ${status} ${body['code']}`);
  }

  private target(): object {
    return { start: this.time(), staffId: this.one(this.people.staff) };
  }

  private time(): string {
    return this.practice.at(2 + this.below(DAYS), `${String(8 + this.below(8)).padStart(2, '0')}:${this.random() < 0.5 ? '00' : '30'}`);
  }

  private one(of: string[]): string {
    return of[this.below(of.length)]!;
  }

  private below(limit: number): number {
    return Math.floor(this.random() * limit);
  }
}

describe('a random program of bookings, absences and lost credentials', () => {
  let practice: Practice;
  let hr: Api;

  beforeAll(async () => {
    practice = await Practice.open(undefined, await startTestApp({ work: true }));
    hr = await practice.app.as('hr-manager');
  });

  afterAll(() => practice.close());

  const count = async (text: string): Promise<number> => {
    const [row] = await practice.app.database.query<{ count: string }>(`select count(*) from ${text}`);
    return Number(row!.count);
  };

  const isQuiet = async (): Promise<boolean> =>
    (await count('platform.outbox where sent_at is null')) === 0 &&
    (await count('platform.deliveries where done_at is null and failed_at is null')) === 0;

  it.each([20261122, 4711])('leaves no overlap, nothing forgotten on closed time, and no stray row (seed %i)', async (seed) => {
    const staff = await Promise.all(Array.from({ length: PRACTITIONERS }, () => practice.doctor()));
    const credentials = await Promise.all(
      staff.map(async (id) => {
        const [{ id: credential }] = (await hr.get(`/staff/${id}/credentials`)).body['items'];
        return `/staff/${id}/credentials/${credential}`;
      }),
    );
    await Promise.all(Array.from({ length: ROOMS }, () => practice.room()));
    const type = await practice.type({ requiredResourceKinds: ['room'] });
    const patients = await practice.patients(25);
    const programme = new Programme(practice, hr, { staff, credentials, patients, type }, seed);

    await programme.run();
    await until(isQuiet);

    expect(programme.surprises).toEqual([]);
    expect(await count('platform.deliveries where failed_at is not null')).toBe(0);
    expect(await count(OVERLAPS)).toBe(0);
    expect(await count(STRAY_BOOKINGS)).toBe(0);
    expect(await count(FORGOTTEN)).toBe(0);
    expect(await count(LISTED_FOR_NOTHING)).toBe(0);
    expect(await count(`scheduling.displacements where status = 'open' and staff_id = any('{${staff.join()}}')`)).toBeGreaterThan(0);
    const happened = ['book', 'hold', 'change', 'leave', 'leave over', 'suspend', 'reinstate', 'slot-taken', 'outside-availability'];
    expect(happened.filter((what) => !programme.counts.has(what))).toEqual([]);
  }, 120_000);
});

const OVERLAPS = `scheduling.bookings one join scheduling.bookings other
  on one.thing_id = other.thing_id and one.lane = other.lane and one.appointment_id < other.appointment_id
  and one.blocking and other.blocking and one.period && other.period`;

/** Rows of appointments that are over, and appointments without all of their three rows. */
const STRAY_BOOKINGS = `scheduling.appointments a left join lateral (
    select count(*) filter (where b.blocking) as rows from scheduling.bookings b where b.appointment_id = a.id
  ) b on true
  where b.rows <> case when a.status in ('cancelled', 'expired', 'entered-in-error') then 0 else 3 end`;

/** What is still to come, with each ground that it has lost, as the tables say. */
const LOST = `(
  select a.id, a.time_version, lost.ground from scheduling.appointments a
    join staffing.staff_members s on s.id = a.staff_id
    join staffing.facilities f on f.id = s.facility_id
    cross join lateral (
      select 'leave' as ground from staffing.leave_requests l
      where l.staff_id = s.id and l.status = 'approved'
        and tstzrange(a.start_at, a.end_at) && tstzrange(l.from_date::timestamp at time zone f.time_zone,
          (l.to_date + 1)::timestamp at time zone f.time_zone)
      union all
      select 'credential' from staffing.credentials c where c.staff_id = s.id and c.suspended_at is not null
    ) lost
  where a.status in ('held', 'booked', 'confirmed', 'checked-in') and a.end_at > now()
    and (a.hold_until is null or a.hold_until > now())) lost`;

const OPEN_LINES = `(
  select d.appointment_id as id, d.time_version, d.ground from scheduling.displacements d where d.status = 'open') line`;

/** On closed time and not on the worklist. */
const FORGOTTEN = `${LOST} where (id, time_version, ground) not in (select id, time_version, ground from ${OPEN_LINES})`;

/** On the worklist although nothing is lost. */
const LISTED_FOR_NOTHING = `${OPEN_LINES} where (id, time_version, ground) not in (select id, time_version, ground from ${LOST})`;
