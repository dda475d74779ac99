import type { Answer, Api } from '../../harness/api.js';
import { startTestApp, type TestApp, type TestAppOptions } from '../../harness/app.js';
import { credentialBody, newDepartment, newFacility, newStaff } from './staffing-records.js';

/** A Monday at least a week ahead that begins two weeks of one month, in which no clocks change. */
function mondayAhead(timeZone: string): Temporal.PlainDate {
  const today = Temporal.Now.plainDateISO(timeZone);
  let monday = today.add({ days: 15 - today.dayOfWeek });
  while (monday.day > 11) monday = monday.add({ weeks: 1 });
  return monday;
}

const EVERY_DAY = [1, 2, 3, 4, 5, 6, 7];

/** A department with people who may be given shifts, and whatever else a test asks for. */
export class Ward {
  private constructor(
    readonly app: TestApp,
    readonly admin: Api,
    readonly hr: Api,
    readonly facilityId: string,
    readonly departmentId: string,
    readonly timeZone: string,
    readonly monday: Temporal.PlainDate,
  ) {}

  static async open(options: TestAppOptions & { timeZone?: string; within?: TestApp } = {}): Promise<Ward> {
    const { timeZone = 'Europe/Berlin', within, ...rest } = options;
    const app = within ?? (await startTestApp(rest));
    const admin = await app.as('admin');
    const { id: facilityId } = await newFacility(admin, { timeZone });
    const { id: departmentId } = await newDepartment(admin, facilityId);
    const hr = await app.as('hr-manager');
    return new Ward(app, admin, hr, facilityId, departmentId, timeZone, mondayAhead(timeZone));
  }

  close(): Promise<void> {
    return this.app.close();
  }

  async settings(staffing: object): Promise<void> {
    const { body } = await this.admin.get(`/facilities/${this.facilityId}`);
    const { status, body: refusal } = await this.admin.patch(`/facilities/${this.facilityId}/settings`, { staffing }, body.version);
    if (status !== 200) throw new Error(JSON.stringify(refusal));
  }

  async department(changes: object, departmentId = this.departmentId): Promise<Answer> {
    const { body } = await this.admin.get(`/departments/${departmentId}`);
    return this.admin.patch(`/departments/${departmentId}`, changes, body.version);
  }

  /** A nurse with a licence, unless told otherwise. */
  async person(changes: object = {}, { licensed = true }: { licensed?: boolean } = {}): Promise<string> {
    const { id } = await newStaff(this.admin, this.facilityId, this.departmentId, { role: 'nurse', specialties: [], ...changes });
    if (licensed) await this.admin.post(`/staff/${id}/credentials`, credentialBody());
    return id as string;
  }

  /** Somebody of the staff, signed in. */
  as(staffId: string, role = 'nurse'): Promise<Api> {
    return this.app.as(role, { staffId, facilityId: this.facilityId });
  }

  /** An instant at a wall-clock time so many days after the Monday. */
  at(day: number, time: string): string {
    return this.monday.add({ days: day }).toZonedDateTime({ timeZone: this.timeZone, plainTime: time }).toInstant().toString();
  }

  date(day: number): string {
    return this.monday.add({ days: day }).toString();
  }

  /** The body of a request for a shift of eight hours or so. */
  body(staffId: string | undefined, day: number, times: [from: string, to: string] = ['08:00', '16:00'], changes: object = {}): object {
    const [from, to] = times;
    const end = this.at(to <= from ? day + 1 : day, to);
    return { staffId, departmentId: this.departmentId, start: this.at(day, from), end, kind: 'day', ...changes };
  }

  plan(...args: Parameters<Ward['body']>): Promise<Answer> {
    return this.hr.post('/shifts', this.body(...args));
  }

  async planned(...args: Parameters<Ward['body']>): Promise<Answer['body']> {
    const { status, body } = await this.plan(...args);
    if (status !== 201) throw new Error(`${status} ${JSON.stringify(body)}`);
    return body;
  }

  act(id: string, action: string, body: object = {}, headers?: Record<string, string>): Promise<Answer> {
    return this.hr.post(`/shifts/${id}/${action}`, body, headers);
  }

  async template(changes: object = {}): Promise<string> {
    const body = { departmentId: this.departmentId, name: 'Early', kind: 'day', from: '07:00', to: '15:00', weekdays: EVERY_DAY, count: 1 };
    const answer = await this.hr.post('/shift-templates', { ...body, ...changes });
    if (answer.status !== 201) throw new Error(JSON.stringify(answer.body));
    return answer.body['id'] as string;
  }

  /** A draft of the week that begins on the Monday, or so many weeks later. */
  async roster(weeks = 0, departmentId = this.departmentId): Promise<Answer['body']> {
    const { status, body } = await this.hr.post('/rosters', { departmentId, span: 'week', from: this.date(7 * weeks) });
    if (status !== 201) throw new Error(JSON.stringify(body));
    return body;
  }

  async shiftsOf(rosterId: string): Promise<Answer['body'][]> {
    return (await this.hr.get(`/shifts?rosterId=${rosterId}&limit=200`)).body['items'];
  }
}

/** What was answered, and how often. */
export async function counted(answers: Promise<Answer>[]): Promise<Record<string, number>> {
  const words = (await Promise.all(answers)).map(({ status, body }) => (status < 300 ? String(status) : `${status} ${body['code']}`));
  return Object.fromEntries(Object.entries(Object.groupBy(words, (word) => word)).map(([word, all]) => [word, all!.length]));
}
