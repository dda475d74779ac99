import { createHash, randomUUIDv7 } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type pg from 'pg';
import { ALLOCATE, DISPENSE, DISPENSABLE } from './yardstick-dispense-sql.js';

interface Dispensing {
  prescriptionId: string;
  locationId: string;
  lines: { prescriptionLineId: string; quantity: number }[];
}

interface Dispensable {
  patient_id: string;
  facility_id: string;
  medication_id: string;
  unit: string;
  left: number;
  deceased_on: string | null;
  taken: object[] | null;
  allergies: object[] | null;
}

interface FreeLot {
  lot_id: string;
  number: string;
  expires_on: string;
  free: number;
}

interface Draw extends FreeLot {
  quantity: number;
}

/** What expires first. */
function drawn(lots: FreeLot[], wanted: number): Draw[] {
  let left = wanted;
  return lots.flatMap((lot) => {
    const quantity = Math.min(left, lot.free);
    left -= quantity;
    return quantity > 0 ? [{ ...lot, quantity }] : [];
  });
}

/** Dispenses one line by hand, in one transaction with the rows that the product writes. */
export async function dispense(pool: pg.Pool, request: FastifyRequest, reply: FastifyReply, userId: string): Promise<unknown> {
  const client = await pool.connect();
  const run = async <Row>(name: string, text: string, values: unknown[]): Promise<Row[]> => {
    return (await client.query({ name, text, values })).rows as Row[];
  };
  try {
    await client.query('begin');
    const answer = await dispensed(run, request, userId);
    await client.query(answer ? 'commit' : 'rollback');
    return await reply.code(answer ? 201 : 409).send(answer);
  } catch (error) {
    await client.query('rollback');
    throw error;
  } finally {
    client.release();
  }
}

type Run = <Row>(name: string, text: string, values: unknown[]) => Promise<Row[]>;

async function dispensed(run: Run, request: FastifyRequest, userId: string): Promise<object | undefined> {
  const { prescriptionId, locationId, lines } = request.body as Dispensing;
  const { prescriptionLineId, quantity } = lines[0]!;
  const [line] = await run<Dispensable>('dispensable', DISPENSABLE, [prescriptionId, prescriptionLineId]);
  if (!line || line.deceased_on || line.left < quantity) return undefined;
  const draws = drawn(await run<FreeLot>('allocate', ALLOCATE, [locationId, line.medication_id]), quantity);
  if (draws.reduce((sum, draw) => sum + draw.quantity, 0) < quantity) return undefined;
  const [id, lineId] = [randomUUIDv7(), randomUUIDv7()];
  const { patient_id: patientId, facility_id: facilityId, medication_id: medicationId, unit } = line;
  const of = { id: lineId, prescriptionLineId, medicationId, unit, quantity };
  const answer = { id, facilityId, locationId, prescriptionId, patientId, status: 'completed', lines: [{ ...of, draws }], version: 1 };
  const told = { dispenseId: id, facilityId, locationId, prescriptionId, patientId, dispensedBy: userId };
  const payload = { ...told, lines: [{ ...of, lots: draws }] };
  const fingerprint = createHash('sha256').update(`POST ${request.url}\n${JSON.stringify(request.body)}`).digest();
  await run('dispense', DISPENSE, [
    ...[randomUUIDv7(), userId, 'dispense.create', 'dispense', id, patientId, request.ip, request.id],
    ...[randomUUIDv7(), 'pharmacy.medication-dispensed.v1', JSON.stringify(payload)],
    ...[facilityId, locationId, prescriptionId, prescriptionLineId, medicationId, quantity, lineId],
    ...[draws.map(() => randomUUIDv7()), draws.map((draw) => draw.lot_id), draws.map((draw) => draw.quantity)],
    ...[randomUUIDv7(), JSON.stringify([]), String(request.headers['idempotency-key']), fingerprint, '{}', JSON.stringify(answer)],
  ]);
  return answer;
}
