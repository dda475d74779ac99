import { type DemoFacility, type DemoStaff, HOURS } from './hospital.js';
import type { InProcessClient } from './in-process-client.js';
import { setMessages } from './set-messages.js';
import type { Tally } from './tally.js';

interface Named {
  id: string;
  name: string;
}

/** A facility with all that a booking needs. */
export interface OpenedFacility {
  id: string;
  plan: DemoFacility;
  /** Ids by code. */
  departments: Map<string, string>;
  /** Ids by name. */
  types: Map<string, string>;
  /** Ids by family name. */
  staff: Map<string, string>;
}

/** Opens a facility with its departments, rooms, appointment types, reminder plan and staff. */
export async function openFacility(
  api: InProcessClient,
  tally: Tally,
  plan: DemoFacility,
  today: Temporal.PlainDate,
): Promise<OpenedFacility> {
  const { name, timeZone, currency, address } = plan;
  const known = (await api.list<Named>('/facilities')).find((facility) => facility.name === name);
  const { id } = await tally.findOrMake('facilities', known, () => api.post('/facilities', { name, timeZone, currency, address }));
  const departments = await addDepartments(api, tally, plan, id);
  await addResources(api, tally, plan, id);
  const types = await addTypes(api, tally, plan, id);
  await planReminders(api, tally, plan, id);
  await setMessages(api, tally, plan, id);
  const members = await api.list<{ id: string; name: { family: string } }>('/staff', { facilityId: id });
  const staff = new Map<string, string>();
  for (const person of plan.staff) {
    const member = members.find((each) => each.name.family === person.family);
    const hired = await tally.findOrMake('staff', member, () => api.post('/staff', staffBody(person, id, departments)));
    await license(api, tally, { person, staffId: hired.id, issuer: plan.issuer, today });
    await putOnDuty(api, tally, person, hired.id);
    staff.set(person.family, hired.id);
  }
  return { id, plan, departments, types, staff };
}

async function addDepartments(api: InProcessClient, tally: Tally, plan: DemoFacility, facilityId: string): Promise<Map<string, string>> {
  const known = await api.list<Named & { code: string }>('/departments', { facilityId });
  const ids = new Map<string, string>();
  for (const department of plan.departments) {
    const there = known.find(({ code }) => code === department.code);
    const { id } = await tally.findOrMake('departments', there, () => api.post('/departments', { facilityId, ...department }));
    ids.set(department.code, id);
  }
  return ids;
}

async function addResources(api: InProcessClient, tally: Tally, plan: DemoFacility, facilityId: string): Promise<void> {
  const known = await api.list<Named>('/resources', { facilityId });
  for (const resource of plan.resources) {
    const there = known.find(({ name }) => name === resource.name);
    await tally.findOrMake('rooms and equipment', there, () => api.post('/resources', { facilityId, ...resource, capacity: 1 }));
  }
}

async function addTypes(api: InProcessClient, tally: Tally, plan: DemoFacility, facilityId: string): Promise<Map<string, string>> {
  const known = await api.list<Named>('/appointment-types', { facilityId });
  const ids = new Map<string, string>();
  for (const type of plan.types) {
    const body = {
      facilityId,
      name: type.name,
      durationMinutes: type.minutes,
      bufferAfterMinutes: type.bufferAfter ?? 0,
      requiredSpecialty: type.specialty,
      requiredResourceKinds: type.needs,
      price: { amount: type.price, currency: plan.currency },
    };
    const there = known.find(({ name }) => name === type.name);
    const { id } = await tally.findOrMake('appointment types', there, () => api.post('/appointment-types', body));
    ids.set(type.name, id);
  }
  return ids;
}

async function planReminders(api: InProcessClient, tally: Tally, plan: DemoFacility, facilityId: string): Promise<void> {
  const [known] = await api.list<object>('/reminder-plans', { facilityId });
  const offsets = plan.reminders.map((before) => ({ before, channels: ['email', 'sms'] }));
  await tally.findOrMake('reminder plans', known, () => api.put('/reminder-plans', { facilityId, offsets }));
}

function staffBody(person: DemoStaff, facilityId: string, departments: Map<string, string>): object {
  return {
    facilityId,
    departmentId: departments.get(person.department),
    name: { given: [person.given], family: person.family, prefix: person.prefix },
    role: person.role,
    specialties: [person.specialty],
    contacts: [{ system: 'email', value: `${person.given}.${person.family}@staff.example`.toLowerCase(), use: 'work' }],
    employmentStart: '2020-01-01',
  };
}

interface Licensing {
  person: DemoStaff;
  staffId: string;
  issuer: string;
  today: Temporal.PlainDate;
}

async function license(api: InProcessClient, tally: Tally, { person, staffId, issuer, today }: Licensing): Promise<void> {
  const known = await api.list<{ kind: string }>(`/staff/${staffId}/credentials`);
  const validUntil = today.with({ month: 12, day: 31 }).add({ years: 2 }).toString();
  const body = { kind: person.credential, number: `DEMO-${person.family.toUpperCase()}`, issuer, validFrom: '2020-01-01', validUntil };
  const there = known.find(({ kind }) => kind === person.credential);
  await tally.findOrMake('credentials', there, () => api.post(`/staff/${staffId}/credentials`, body));
}

async function putOnDuty(api: InProcessClient, tally: Tally, person: DemoStaff, staffId: string): Promise<void> {
  const path = `/staff/${staffId}/availability`;
  const known = await api.get<{ version: number }>(path);
  const { weekdays, times } = HOURS[person.hours];
  const rules = weekdays.flatMap((weekday) => times.map(([from, to]) => ({ weekday, from, to })));
  await tally.findOrMake('availabilities', known.version > 0 ? known : undefined, () => api.put(path, { rules }));
}
