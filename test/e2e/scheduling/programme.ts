import { Queues } from '#messaging';
import type { Answer, Api } from '../../harness/api.js';
import { Chance, type People } from './chance.js';
import type { Practice } from './practice.js';
import { WaitingPart } from './waiting-part.js';

const OPERATIONS = 500;
const AT_ONCE = 10;
const DAYS = 4;

/** What a race may answer; everything else is a fault. */
const REFUSALS = new Set([
  ...['slot-taken', 'patient-busy', 'outside-availability', 'staff-not-credentialed', 'invalid-transition', 'stale-version'],
  ...['leave-overlap', 'outage-overlap', 'already-waiting'],
]);

/** A program of people who book, move, cancel, wait, go away and lose licences, and of rooms that close, all at once. */
export class Programme {
  readonly appointments: string[] = [];
  readonly surprises: string[] = [];
  readonly counts = new Map<string, number>();
  private readonly leave: string[] = [];
  private readonly outages: string[] = [];
  private readonly chance: Chance;
  private readonly waiting: WaitingPart;
  /** What happens, and how often in a hundred. */
  private readonly acts: readonly [number, () => Promise<void>][] = [
    [30, () => this.book(false)],
    [8, () => this.book(true)],
    [10, () => this.onAppointment('reschedule', () => this.target())],
    [12, () => this.onAppointment('cancel', () => ({ reason: 'Programme' }))],
    [4, () => this.onAppointment('confirm', () => undefined)],
    [6, () => this.takeLeave()],
    [4, () => this.end(this.leave, (id) => this.hr.post(`/leave-requests/${id}/cancel`), 'leave over')],
    [4, () => this.changeCredential('suspend')],
    [4, () => this.changeCredential('reinstate')],
    [2, () => this.closeRoom()],
    [2, () => this.end(this.outages, (id) => this.practice.admin.post(`/resource-outages/${id}/end`), 'outage over')],
    [7, () => this.waiting.enter()],
    [3, () => this.waiting.answer('accept')],
    [3, () => this.waiting.answer('decline')],
    [5, () => this.waiting.letPass()],
  ];

  constructor(
    private readonly practice: Practice,
    private readonly hr: Api,
    private readonly people: People,
    seed: number,
  ) {
    this.chance = new Chance(seed);
    this.waiting = new WaitingPart(practice, people, this.chance, this);
  }

  async run(): Promise<void> {
    for (let done = 0; done < OPERATIONS; done += AT_ONCE) await Promise.all(Array.from({ length: AT_ONCE }, () => this.step()));
  }

  /** Whatever time does to holds and to the wait-list, done at once. */
  async letTimeWork(): Promise<void> {
    const queues = this.practice.app.app.get(Queues);
    for (const queue of ['scheduling.appointments', 'scheduling.wait-list']) await queues.add(queue, [{ name: 'now', data: {} }]);
  }

  note({ status, body }: Answer, what: string): void {
    const word = status < 300 ? what : (body['code'] as string);
    this.counts.set(word, (this.counts.get(word) ?? 0) + 1);
    if (status >= 300 && !REFUSALS.has(body['code'])) this.surprises.push(`${what}: ${status} ${body['code']}`);
  }

  private step(): Promise<void> {
    let dice = this.chance.below(this.acts.reduce((sum, [weight]) => sum + weight, 0));
    const [, act] = this.acts.find(([weight]) => (dice -= weight) < 0)!;
    return act();
  }

  private async book(hold: boolean): Promise<void> {
    const { staff, patients, type } = this.people;
    const who = { patientId: this.chance.one(patients), staffId: this.chance.one(staff) };
    const answer = await this.practice.book({ ...who, appointmentTypeId: type, start: this.time(), hold });
    this.note(answer, hold ? 'hold' : 'book');
    if (answer.status === 201) this.appointments.push(answer.body['id']);
  }

  private async onAppointment(action: string, body: () => object | undefined): Promise<void> {
    const id = this.chance.one(this.appointments);
    if (id !== undefined) this.note(await this.practice.act(id, action, body()), 'change');
  }

  private async takeLeave(): Promise<void> {
    const from = this.practice.date(2 + this.chance.below(DAYS));
    const [fromHalf, toHalf] = this.chance.one([['am', 'pm'] as const, ['am', 'am'] as const, ['pm', 'pm'] as const])!;
    const wish = { staffId: this.chance.one(this.people.staff), from, to: from, fromHalf, toHalf, kind: 'annual' };
    const { body } = await this.hr.post('/leave-requests', wish);
    const answer = await this.hr.post(`/leave-requests/${body['id']}/approve`);
    this.note(answer, fromHalf === 'am' && toHalf === 'pm' ? 'leave' : 'half a day of leave');
    if (answer.status === 200) this.leave.push(body['id']);
  }

  private async end(of: string[], end: (id: string) => Promise<Answer>, what: string): Promise<void> {
    const id = this.chance.one(of);
    if (id !== undefined) this.note(await end(id), what);
  }

  private async changeCredential(action: 'suspend' | 'reinstate'): Promise<void> {
    const path = this.chance.one(this.people.credentials);
    this.note(await this.hr.post(`${path}/${action}`, action === 'suspend' ? { reason: 'Programme' } : {}), action);
  }

  private async closeRoom(): Promise<void> {
    const day = 2 + this.chance.below(DAYS);
    const time = { start: this.practice.at(day, '09:15'), end: this.practice.at(day, '13:00') };
    const answer = await this.practice.admin.post('/resource-outages', {
      ...{ resourceId: this.chance.one(this.people.rooms), ...time, reason: 'Programme' },
    });
    this.note(answer, 'outage');
    if (answer.status === 201) this.outages.push(answer.body['id']);
  }

  private target(): object {
    return { start: this.time(), staffId: this.chance.one(this.people.staff) };
  }

  private time(): string {
    const hour = String(8 + this.chance.below(8)).padStart(2, '0');
    return this.practice.at(2 + this.chance.below(DAYS), `${hour}:${this.chance.one(['00', '30'])}`);
  }
}
