import { createHash, createHmac, randomUUIDv7, timingSafeEqual } from 'node:crypto';
import Fastify, { type FastifyReply, type FastifyRequest } from 'fastify';
import pg from 'pg';
import { dispense } from './yardstick-dispense.js';
import { ALIKE, BOOK, BOOKABLE, DAY, READ, REGISTER, SEARCH, SESSION } from './yardstick-sql.js';

/**
 * The yardstick: what one would write by hand for these operations alone, with Fastify, `pg` and prepared
 * statements, over the product's own tables. It checks the same token and session and writes the same rows.
 */
const { DATABASE_URL, JWT_SECRET = '', PORT = '0' } = process.env;
const pool = new pg.Pool({ connectionString: DATABASE_URL, max: 10 });
const server = Fastify({ bodyLimit: 1024 * 1024 });

interface Registration {
  name: { given: string[]; family: string };
  birthDate: string;
  sex: string;
  contacts: { value: string }[];
  address: object;
}

interface Booking {
  patientId: string;
  appointmentTypeId: string;
  staffId: string;
  start: string;
}

interface Bookable {
  duration_minutes: number;
  facility_id: string;
  rules: { weekday: number; from: string; to: string }[];
  credentials: { kind: string; from: string; until: string; suspended: string | null }[] | null;
  taken: unknown[] | null;
  deceased_on: string | null;
  known: Buffer | null;
}

async function rows<Row>(name: string, text: string, values: unknown[]): Promise<Row[]> {
  return (await pool.query({ name, text, values })).rows as Row[];
}

/** HS256 with a pinned algorithm, issuer, audience and time. */
function claimsOf(token: string): { sub: string; sid: string } | undefined {
  const [header = '', payload = '', signature = ''] = token.split('.');
  const expected = createHmac('sha256', JWT_SECRET).update(`${header}.${payload}`).digest();
  const given = Buffer.from(signature, 'base64url');
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return undefined;
  const { alg } = JSON.parse(Buffer.from(header, 'base64url').toString()) as { alg: string };
  const claims = JSON.parse(Buffer.from(payload, 'base64url').toString()) as {
    sub: string;
    sid: string;
    iss: string;
    aud: string;
    exp: number;
  };
  const valid = alg === 'HS256' && claims.iss === 'aceso' && claims.aud === 'aceso-api' && claims.exp * 1_000 > Date.now();
  return valid ? claims : undefined;
}

async function userOf(request: FastifyRequest): Promise<string | undefined> {
  const claims = claimsOf(request.headers.authorization?.slice('Bearer '.length) ?? '');
  if (!claims) return undefined;
  const [session] = await rows<{ id: string }>('session', SESSION, [claims.sid, claims.sub]);
  return session?.id;
}

type Handler = (request: FastifyRequest, reply: FastifyReply, userId: string) => Promise<unknown>;

function signedIn(handler: Handler) {
  return async (request: FastifyRequest, reply: FastifyReply): Promise<unknown> => {
    const userId = await userOf(request);
    return userId === undefined ? reply.code(401).send() : handler(request, reply, userId);
  };
}

function common(
  request: FastifyRequest,
  userId: string,
  action: string,
  id: string,
  patientId: string,
  event: string,
  payload: object,
): unknown[] {
  const [resource] = action.split('.');
  return [randomUUIDv7(), userId, action, resource, id, patientId, request.ip, request.id, randomUUIDv7(), event, JSON.stringify(payload)];
}

/** What the audit row about an answer says beside what was shown. */
function shownTo(request: FastifyRequest, userId: string, action: string): unknown[] {
  return [randomUUIDv7(), userId, request.ip, request.id, action];
}

let lastNumber = 0;

server.post(
  '/api/v1/patients',
  signedIn(async (request, reply, userId) => {
    const { name, birthDate, sex, contacts, address } = request.body as Registration;
    const [given, family] = [name.given[0]!.toLowerCase(), name.family.toLowerCase()];
    const key = `${family}|${given}|${birthDate}|${sex}`;
    const [alike] = await rows<{ same: object[] | null; newWords: string[] }>('alike', ALIKE, [key, [family, given]]);
    if (alike?.same) return reply.code(409).send({ code: 'possible-duplicate', candidates: alike.same });
    const id = randomUUIDv7();
    const mrn = `Y${process.pid}-${(lastNumber += 1)}`;
    const registeredAt = new Date().toISOString();
    await rows('register', REGISTER, [
      ...common(request, userId, 'patient.register', id, id, 'patients.patient-registered.v1', { patientId: id }),
      mrn,
      JSON.stringify(name),
      birthDate,
      sex,
      JSON.stringify(contacts),
      JSON.stringify(address),
      key,
      registeredAt,
      family,
      given,
      contacts[0]!.value.replace(/\D/g, ''),
      alike?.newWords ?? [],
    ]);
    return reply
      .code(201)
      .send({ id, mrn, name, birthDate, sex, contacts, address, identifiers: [], emergencyContacts: [], registeredAt, version: 1 });
  }),
);

server.get(
  '/api/v1/patients/:id',
  signedIn(async (request, reply, userId) => {
    const [patient] = await rows('read', READ, [...shownTo(request, userId, 'patient.read'), (request.params as { id: string }).id]);
    return patient ?? reply.code(404).send();
  }),
);

server.get(
  '/api/v1/patients',
  signedIn(async (request, _reply, userId) => {
    const { q, limit } = request.query as { q: string; limit: string };
    const word = q.toLowerCase();
    const found = await rows<object>('search', SEARCH, [
      ...shownTo(request, userId, 'patient.search'),
      word,
      `${word}\u{10ffff}`,
      word.length,
      Number(limit) + 1,
    ]);
    return { items: found.slice(0, Number(limit)), nextCursor: found.length > Number(limit) ? 'more' : null };
  }),
);

server.get(
  '/api/v1/appointments',
  signedIn(async (request, _reply, userId) => {
    const { staffId, from, to, limit } = request.query as Record<'staffId' | 'from' | 'to' | 'limit', string>;
    const [earliest, latest] = [new Date(Date.parse(from) - 14 * 3_600_000), new Date(Date.parse(to) + 38 * 3_600_000)];
    const found = await rows<object>('day', DAY, [
      ...shownTo(request, userId, 'appointment.list'),
      staffId,
      earliest,
      latest,
      from,
      to,
      Number(limit) + 1,
    ]);
    return { items: found.slice(0, Number(limit)), nextCursor: null };
  }),
);

function isOpen({ rules }: Bookable, start: Date, end: Date): boolean {
  const clock = (date: Date): string => date.toISOString().slice(11, 16);
  const until = clock(end) === '00:00' ? '24:00' : clock(end);
  return rules.some(({ weekday, from, to }) => weekday % 7 === start.getUTCDay() && from <= clock(start) && until <= to);
}

function mayBook(wish: Bookable, start: Date, end: Date): boolean {
  const day = start.toISOString().slice(0, 10);
  const licensed = (wish.credentials ?? []).some(
    ({ kind, from, until, suspended }) => kind === 'medical-licence' && !suspended && from <= day && day <= until,
  );
  return licensed && !wish.deceased_on && isOpen(wish, start, end);
}

server.post(
  '/api/v1/appointments',
  signedIn(async (request, reply, userId) => {
    const { patientId, appointmentTypeId, staffId, start } = request.body as Booking;
    const key = String(request.headers['idempotency-key']);
    const [wish] = await rows<Bookable>('bookable', BOOKABLE, [appointmentTypeId, staffId, start, patientId, userId, key]);
    if (!wish) return reply.code(404).send();
    const from = new Date(start);
    const end = new Date(from.getTime() + wish.duration_minutes * 60_000);
    if (wish.known || wish.taken) return reply.code(409).send();
    if (!mayBook(wish, from, end)) return reply.code(422).send();
    const id = randomUUIDv7();
    const period = `[${start},${end.toISOString()})`;
    const answer = {
      id,
      patientId,
      staffId,
      appointmentTypeId,
      facilityId: wish.facility_id,
      start,
      end,
      status: 'booked',
      version: 1,
      resourceIds: [],
    };
    const fingerprint = createHash('sha256')
      .update(`POST ${request.url}\n${JSON.stringify(request.body)}`)
      .digest();
    await rows('book', BOOK, [
      ...common(request, userId, 'appointment.book', id, patientId, 'scheduling.appointment-booked.v1', { appointmentId: id, ...answer }),
      wish.facility_id,
      staffId,
      appointmentTypeId,
      start,
      end,
      start.slice(0, 10),
      period,
      period,
      key,
      fingerprint,
      '{}',
      JSON.stringify(answer),
    ]);
    return reply.code(201).send(answer);
  }),
);

server.post(
  '/api/v1/dispenses',
  signedIn((request, reply, userId) => dispense(pool, request, reply, userId)),
);

await server.listen({ port: Number(PORT), host: '127.0.0.1' });
process.stdout.write(`${JSON.stringify(server.server.address())}\n`);
