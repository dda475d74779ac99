import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type ApiDocument, operationsOf } from '#http';
import type { Answer, Api } from '../../harness/api.js';
import type { TestApp } from '../../harness/app.js';
import { Practice } from '../scheduling/practice.js';
import { type DocumentedOperation, type GeneratedRequest, GeneratedRequests } from './generated-requests.js';
import { KnownIds } from './known-ids.js';

/** The same requests at each run, but for what the answers before have taught. */
const SEED = 20_261_122;
/** Each operation as often for each caller at least, and at most; in between until the time is over. */
const LEAST_ROUNDS = 1;
const MOST_ROUNDS = 20;
const ENOUGH_MS = 10_000;
const AT_ONCE = 8;

/** A caller who is signed in again whenever one of the requests has ended the session. */
class Caller {
  private api?: Api;

  constructor(private readonly signIn: () => Promise<Api>) {}

  async send({ method, path, headers, body }: GeneratedRequest): Promise<Answer> {
    const api = (this.api ??= await this.signIn());
    const answer = await api.send(method, path, body, headers);
    if (answer.status === 401 && answer.body['code'] === 'unauthenticated') this.api = undefined;
    return answer;
  }
}

describe('requests made from the OpenAPI document', () => {
  const ids = new KnownIds();
  let app: TestApp;
  let operations: DocumentedOperation[];
  let requests: GeneratedRequests;
  let callers: Caller[];

  beforeAll(async () => {
    const practice = await Practice.open();
    app = practice.app;
    const staffId = await practice.doctor();
    const patientId = await practice.patient();
    const appointmentTypeId = await practice.type();
    const booked = await practice.book({ patientId, staffId, appointmentTypeId, start: practice.at(1, '10:00') });
    ids.learn('/appointments', booked.body);
    ids.learn('/resources', { id: await practice.room() });
    ids.learn('/', { staffId, patientId, appointmentTypeId, facilityId: practice.facilityId, departmentId: practice.departmentId });
    const document = (await app.stranger.get('/docs/openapi.json')).body as unknown as ApiDocument;
    operations = [...operationsOf(document)];
    requests = new GeneratedRequests(document, ids);
    const { facilityId } = practice;
    callers = [new Caller(() => app.as('admin')), new Caller(() => app.as('receptionist', { facilityId }))];
  });

  afterAll(() => app.close());

  it('are answered as it says, and none by a failure of ours', async () => {
    const faults = new Map<string, string>();
    const reached = new Map<string, number>();
    let sent = 0;

    const send = async (operation: DocumentedOperation, caller: Caller, seed: number): Promise<void> => {
      const [request] = fc.sample(requests.of(operation), { seed, numRuns: 1 });
      const { operationId } = operation.operation;
      sent += 1;
      const answer = await caller.send(request!).catch((error: Error) => error);
      const fault = faultIn(answer);
      if (fault !== undefined) faults.set(`${operationId}: ${fault}`, JSON.stringify(request).slice(0, 1_500));
      if (answer instanceof Error) return;
      if (answer.status < 300) reached.set(operationId, (reached.get(operationId) ?? 0) + 1);
      if (answer.status < 300) ids.learn(request!.path, answer.body);
    };

    const began = performance.now();
    for (let round = 0; round < MOST_ROUNDS && (round < LEAST_ROUNDS || performance.now() - began < ENOUGH_MS); round++) {
      const turns = operations.flatMap((operation, index) =>
        callers.map((caller, who) => () => send(operation, caller, SEED + round * 100_003 + index * 101 + who)),
      );
      for (let at = 0; at < turns.length; at += AT_ONCE) await Promise.all(turns.slice(at, at + AT_ONCE).map((turn) => turn()));
    }

    expect(Object.fromEntries(faults)).toEqual({});
    expect(sent).toBeGreaterThan(500);
    // Requests that are all refused at the door try nothing.
    expect(reached.size).toBeGreaterThan(operations.length / 3);
  }, 240_000);
});

/** A password check that had to wait too long says so by 503: that is a limit that holds, and no failure. */
function faultIn(answer: Answer | Error): string | undefined {
  if (answer instanceof Error) return answer.message;
  const { status, body } = answer;
  if (status < 500 || body['code'] === 'sign-in-busy') return undefined;
  return `${status} ${body['code']}`;
}
