import { randomUUIDv7 } from 'node:crypto';
import type { Answer, Api } from '../../harness/api.js';
import { startTestApp, type TestApp } from '../../harness/app.js';
import { credentialBody, newDepartment, newFacility, newStaff } from '../staffing/staffing-records.js';

/** A zone in which it is late morning now, so that a test may look some hours back and ahead on the same day. */
export function zoneOfLateMorning(): string {
  const ahead = 11 - Temporal.Now.zonedDateTimeISO('UTC').hour;
  return ahead === 0 ? 'Etc/GMT' : `Etc/GMT${ahead > 0 ? '-' : '+'}${Math.abs(ahead)}`;
}

const EVERY_DAY = [1, 2, 3, 4, 5, 6, 7];

/** A facility with somebody who can always be booked, and whatever else a test asks for. */
export class Practice {
  private constructor(
    readonly app: TestApp,
    readonly admin: Api,
    readonly facilityId: string,
    readonly departmentId: string,
    readonly timeZone: string,
  ) {}

  static async open(timeZone = zoneOfLateMorning(), app?: TestApp): Promise<Practice> {
    const running = app ?? (await startTestApp());
    const admin = await running.as('admin');
    const { id: facilityId } = await newFacility(admin, { timeZone });
    const { id: departmentId } = await newDepartment(admin, facilityId);
    return new Practice(running, admin, facilityId, departmentId, timeZone);
  }

  close(): Promise<void> {
    return this.app.close();
  }

  /** Somebody with a licence; available around the clock unless told otherwise. */
  async doctor(availability: object = {}, changes: object = {}): Promise<string> {
    const { id } = await newStaff(this.admin, this.facilityId, this.departmentId, changes);
    await this.admin.post(`/staff/${id}/credentials`, credentialBody());
    const rules = EVERY_DAY.map((weekday) => ({ weekday, from: '00:00', to: '24:00' }));
    await this.admin.put(`/staff/${id}/availability`, { rules, ...availability });
    return id as string;
  }

  async type(changes: object = {}): Promise<string> {
    const body = { facilityId: this.facilityId, name: 'Check-up', durationMinutes: 30, ...changes };
    return (await this.admin.post('/appointment-types', body)).body['id'] as string;
  }

  async room(changes: object = {}): Promise<string> {
    const body = { facilityId: this.facilityId, kind: 'room', name: 'Room 1', capacity: 1, ...changes };
    return (await this.admin.post('/resources', body)).body['id'] as string;
  }

  async patient(contacts: object[] = [{ system: 'email', value: 'anna@example.org' }]): Promise<string> {
    const id = randomUUIDv7();
    await this.app.database.query(
      `insert into patients.patients
         (id, mrn, name, birth_date, sex, contacts, identifiers, emergency_contacts, name_words, duplicate_key, registered_at)
       values ($1, $2, '{"given": ["Anna"], "family": "Berg"}', '1980-01-01', 'female', $3, '[]', '[]', '{}', $2, now())`,
      [id, id, JSON.stringify(contacts)],
    );
    return id;
  }

  patients(count: number): Promise<string[]> {
    return Promise.all(Array.from({ length: count }, () => this.patient()));
  }

  book(body: object, headers?: Record<string, string>): Promise<Answer> {
    return this.admin.post('/appointments', body, headers);
  }

  act(id: string, action: string, body?: object, headers?: Record<string, string>): Promise<Answer> {
    return this.admin.post(`/appointments/${id}/${action}`, body, headers);
  }

  /** An instant so many minutes from now, on the whole minute. */
  inMinutes(minutes: number): string {
    return Temporal.Now.instant().add({ minutes }).round('minute').toString();
  }

  /** An instant at a time of day so many days from now, as the facility's clocks go. */
  at(days: number, time: string): string {
    const date = Temporal.Now.plainDateISO(this.timeZone).add({ days });
    return date.toZonedDateTime({ timeZone: this.timeZone, plainTime: time }).toInstant().toString();
  }

  date(days: number): string {
    return Temporal.Now.plainDateISO(this.timeZone).add({ days }).toString();
  }
}
