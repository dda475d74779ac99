import { randomUUIDv7 } from 'node:crypto';
import { Database, Entities, MikroOrmUnitOfWork, OutboxBell, Sql } from '#persistence';
import { createTestDatabase, FixedClock, RecordedAuditTrail, type TestDatabase } from '#testing';
import { UuidV7Ids } from '#wiring';
import { AppointmentMapping, MikroOrmAppointments } from '../../../src/scheduling/adapters/persistence/appointments.mikro-orm.js';
import { SqlCalendar } from '../../../src/scheduling/adapters/persistence/calendar.query.js';
import {
  AppointmentTypeMapping,
  MikroOrmAppointmentTypes,
  MikroOrmResources,
  ResourceMapping,
} from '../../../src/scheduling/adapters/persistence/catalogue.mikro-orm.js';
import {
  MikroOrmReminderPlans,
  MikroOrmReminders,
  ReminderMapping,
  ReminderPlanMapping,
} from '../../../src/scheduling/adapters/persistence/reminders.mikro-orm.js';
import { AppointmentDesk } from '../../../src/scheduling/application/appointment-desk.js';
import { BookAppointment, type BookAppointmentCommand } from '../../../src/scheduling/application/book-appointment.js';
import { FindPlace } from '../../../src/scheduling/application/find-place.js';
import { berlin, dutyOf, FacilityOf, PatientsOf, RosterOf } from '../../../src/scheduling/application/in-memory-ports.js';
import { RescheduleAppointment } from '../../../src/scheduling/application/reschedule-appointment.js';
import type { Appointment } from '../../../src/scheduling/domain/appointment.js';
import { AppointmentType, type AppointmentTypeFields } from '../../../src/scheduling/domain/appointment-type.js';
import type { Duty } from '../../../src/scheduling/domain/booking-rules.js';
import { Resource, type ResourceKind } from '../../../src/scheduling/domain/resource.js';

const MAPPINGS = [AppointmentMapping, AppointmentTypeMapping, ResourceMapping, ReminderMapping, ReminderPlanMapping];

export type SchedulingRig = Awaited<ReturnType<typeof startSchedulingRig>>;

/** The context's own persistence on a database of its own; who works and who is ill is made up. */
export async function startSchedulingRig() {
  const owned = await createTestDatabase();
  const database = await Database.connect({ url: owned.url, poolSize: 10 }, MAPPINGS);
  const unitOfWork = new MikroOrmUnitOfWork(database, new OutboxBell(database));
  const entities = new Entities(database, unitOfWork);
  const sql = new Sql(database, unitOfWork);
  const clock = new FixedClock(Temporal.Instant.from('2027-03-01T06:00:00Z'));
  const ids = new UuidV7Ids();
  const appointments = new MikroOrmAppointments(entities, sql);
  const types = new MikroOrmAppointmentTypes(entities);
  const resources = new MikroOrmResources(entities);
  const calendar = new SqlCalendar(sql);
  const facilityId = await addFacility(owned);
  const duties: Duty[] = [];
  const contacts: PatientsOf['contacts'] = {};
  const patients = new PatientsOf(contacts);
  const findPlace = new FindPlace(calendar, new RosterOf(duties), patients, appointments, clock);
  const desk = new AppointmentDesk(unitOfWork, appointments);
  const rules = { ...berlin, facilityId };
  return {
    owned,
    database,
    entities,
    sql,
    unitOfWork,
    clock,
    ids,
    facilityId,
    contacts,
    patients,
    facilities: new FacilityOf(rules),
    calendar,
    desk,
    appointments,
    types,
    resources,
    reminders: new MikroOrmReminders(entities, sql),
    plans: new MikroOrmReminderPlans(entities),
    booking: new BookAppointment(unitOfWork, findPlace, appointments, ids, clock, new RecordedAuditTrail()),
    reschedule: new RescheduleAppointment(desk, findPlace, appointments),
    addStaff: async (capacity = 1): Promise<string> => {
      const id = await addStaff(owned, facilityId);
      duties.push(dutyOf(id, { facilityId, capacity, rules }));
      return id;
    },
    addPatient: async (): Promise<string> => {
      const id = await addPatient(owned);
      contacts[id] = { email: 'somebody@example.org' };
      return id;
    },
    addType: async (fields: Partial<AppointmentTypeFields> = {}): Promise<string> => {
      const type = new AppointmentType(randomUUIDv7(), { facilityId, name: 'Check-up', durationMinutes: 30, ...fields });
      await unitOfWork.run(async () => types.add(type));
      return type.id;
    },
    addRoom: async (capacity = 1, kind: ResourceKind = 'room'): Promise<string> => {
      const room = new Resource(randomUUIDv7(), facilityId, kind, 'Room', capacity);
      await unitOfWork.run(async () => resources.add(room));
      return room.id;
    },
    close: async () => {
      await database.close();
      await owned.drop();
    },
  };
}

async function addFacility(owned: TestDatabase): Promise<string> {
  const id = randomUUIDv7();
  await owned.query(`insert into staffing.facilities (id, name, time_zone, currency) values ($1, 'Charité', 'Europe/Berlin', 'EUR')`, [id]);
  return id;
}

async function addStaff(owned: TestDatabase, facilityId: string): Promise<string> {
  const id = randomUUIDv7();
  await owned.query(
    `insert into staffing.staff_members (id, facility_id, name, sort_name, role, employment_start)
     values ($1, $2, '{"given": ["Ada"], "family": "Lind"}', 'lind ada', 'doctor', '2020-01-01')`,
    [id, facilityId],
  );
  return id;
}

async function addPatient(owned: TestDatabase): Promise<string> {
  const id = randomUUIDv7();
  await owned.query(
    `insert into patients.patients
       (id, mrn, name, birth_date, sex, contacts, identifiers, emergency_contacts, name_words, duplicate_key, registered_at)
     values ($1, $2, '{"given": ["Ben"], "family": "Ali"}', '1980-01-01', 'male', '[]', '[]', '[]', '{}', $2, now())`,
    [id, id],
  );
  return id;
}

/** How each of many attempts ended: `booked`, or the code of the refusal. */
export async function outcomesOf(attempts: Promise<Appointment>[]): Promise<Record<string, number>> {
  const settled = await Promise.allSettled(attempts);
  const words = settled.map((each) => (each.status === 'fulfilled' ? 'booked' : codeOf(each.reason)));
  return words.reduce<Record<string, number>>((counts, word) => ({ ...counts, [word]: (counts[word] ?? 0) + 1 }), {});
}

function codeOf(refusal: unknown): string {
  return (refusal as { code?: string }).code ?? String(refusal);
}

/** Bookings that overlap on the same thing and lane: none, whatever happened. */
export function overlaps(owned: TestDatabase): Promise<unknown[]> {
  return owned.query(`select a.thing_id from scheduling.bookings a join scheduling.bookings b
    on a.thing_id = b.thing_id and a.lane = b.lane and a.period && b.period and a.appointment_id < b.appointment_id
    where a.blocking and b.blocking`);
}

export type Wish = BookAppointmentCommand;
