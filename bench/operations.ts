import { FAMILY_NAMES, GIVEN_NAMES } from './names.js';
import { DISPENSED_QUANTITY, dispensing } from './seed-dispense.js';
import type { SeededWorld } from './seed.js';

/** A server under load. */
export interface Contender {
  name: string;
  origin: string;
  token: string;
  /** The operations that it takes part in; all without it. */
  only?: readonly OperationName[];
}

export type OperationName = 'register' | 'read' | 'search' | 'book' | 'day' | 'dispense';

/** One request of an operation. */
export interface Wanted {
  method: string;
  path: string;
  headers?: Record<string, string>;
  body?: string;
}

/** An operation that both servers offer at the same address. */
export interface Operation {
  name: OperationName;
  /** The next request; each one new where a repeated one would be refused. */
  next(): Wanted;
}

const JSON_BODY = { 'content-type': 'application/json' };
const SLOTS_A_DAY = 96;
const SLOT_MILLISECONDS = 15 * 60_000;

/** A repeatable spread over 0 … n−1. */
function spread(count: number, n: number): number {
  return (count * 7_919) % n;
}

/** After every birth date of the seed, so that nobody of the same name was born then. */
const UNSEEDED_BIRTH_DATE = '2024-02-29';

/** Known names in new pairs, as registrations mostly are. */
function register(): Operation {
  let count = 0;
  return {
    name: 'register',
    next: () => {
      count += 1;
      const body = {
        name: {
          given: [GIVEN_NAMES[Math.floor(count / FAMILY_NAMES.length) % GIVEN_NAMES.length]],
          family: FAMILY_NAMES[count % FAMILY_NAMES.length],
        },
        birthDate: UNSEEDED_BIRTH_DATE,
        sex: 'female',
        contacts: [{ system: 'phone', value: `+49 30 ${1_000_000 + count}` }],
        address: { line: ['Main Street 1'], city: 'Berlin', postalCode: '10115', country: 'DE' },
      };
      return { method: 'POST', path: '/api/v1/patients', headers: JSON_BODY, body: JSON.stringify(body) };
    },
  };
}

function read({ patientIds }: SeededWorld): Operation {
  let count = 0;
  return { name: 'read', next: () => ({ method: 'GET', path: `/api/v1/patients/${patientIds[spread(++count, patientIds.length)]}` }) };
}

function search({ prefixes }: SeededWorld): Operation {
  let count = 0;
  return {
    name: 'search',
    next: () => ({ method: 'GET', path: `/api/v1/patients?q=${prefixes[spread(++count, prefixes.length)]}&limit=20` }),
  };
}

function book({ patientIds, staffIds, appointmentTypeId, firstFreeDay }: SeededWorld): Operation {
  let count = 0;
  return {
    name: 'book',
    next: () => {
      count += 1;
      const slot = Math.floor(count / staffIds.length);
      const daysAhead = Math.floor(slot / SLOTS_A_DAY);
      const start = new Date(firstFreeDay + daysAhead * 86_400_000 + (slot % SLOTS_A_DAY) * SLOT_MILLISECONDS);
      const body = {
        patientId: patientIds[count % patientIds.length],
        appointmentTypeId,
        staffId: staffIds[count % staffIds.length],
        start: start.toISOString().replace('.000', ''),
      };
      const headers = { ...JSON_BODY, 'idempotency-key': `bench-${count}` };
      return { method: 'POST', path: '/api/v1/appointments', headers, body: JSON.stringify(body) };
    },
  };
}

function day({ staffIds, busyDays }: SeededWorld): Operation {
  let count = 0;
  return {
    name: 'day',
    next: () => {
      count += 1;
      const date = busyDays[spread(count, busyDays.length)];
      return { method: 'GET', path: `/api/v1/appointments?staffId=${staffIds[count % staffIds.length]}&from=${date}&to=${date}&limit=100` };
    },
  };
}

/** Each time another prescription, drawn from three lots. */
function dispense(): Operation {
  let count = 0;
  return {
    name: 'dispense',
    next: () => {
      count += 1;
      const lines = [{ prescriptionLineId: dispensing.lineId(count), quantity: DISPENSED_QUANTITY }];
      const body = JSON.stringify({ prescriptionId: dispensing.prescriptionId(count), locationId: dispensing.locationId, lines });
      return { method: 'POST', path: '/api/v1/dispenses', headers: { ...JSON_BODY, 'idempotency-key': `dispense-${count}` }, body };
    },
  };
}

/** The operations, in the order in which they are driven. */
export function operationsOn(world: SeededWorld): Operation[] {
  return [register(), read(world), search(world), book(world), day(world), dispense()];
}
