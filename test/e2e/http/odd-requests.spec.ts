import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type ApiDocument, operationsOf } from '#http';
import type { Answer, Api } from '../../harness/api.js';
import { startTestApp, type TestApp } from '../../harness/app.js';

type Operation = ReturnType<typeof operationsOf> extends Generator<infer Each> ? Each : never;
type Sent = Record<string, string>;

interface OddRequest {
  method: string;
  path: string;
  body?: unknown;
  headers: Sent;
}

const ABSENT = '01975b2e-7c40-7a3e-9d5c-2f1b8a6e4d10';
/** What clients send by mistake, and attackers on purpose. */
const ODD: unknown[] = [
  null,
  '',
  0,
  -1,
  1e308,
  2 ** 53 + 2,
  true,
  [],
  {},
  [[[]]],
  '\u0000',
  '\ud800',
  'x'.repeat(5_000),
  "'; drop table access.users; --",
  '{{7*7}} <%= 7*7 %> <script>alert(1)</script>',
  '2026-02-30T25:61:00Z',
  '9999-12-31T23:59:59Z',
  '-271821-04-20',
  '+275760-09-13T00:00:00Z',
  'محمد 李 é'.normalize('NFD'),
  { $gt: '' },
  [ABSENT, ABSENT],
  ABSENT.toUpperCase(),
];

describe('odd requests', () => {
  let app: TestApp;
  let admin: Api;
  let operations: Operation[];

  beforeAll(async () => {
    app = await startTestApp();
    admin = await app.as('admin');
    const document = (await app.stranger.get('/docs/openapi.json')).body as unknown as ApiDocument;
    operations = [...operationsOf(document)].filter(({ operation }) => operation.operationId !== 'logOut');
  });

  afterAll(() => app.close());

  /** Sends everything, and tells of what was our fault or was not as documented. */
  async function faultsOf(requests: OddRequest[]): Promise<string[]> {
    const faults: string[] = [];
    const send = async ({ method, path, body, headers }: OddRequest): Promise<void> => {
      const about = `${method} ${path} ${JSON.stringify(body)?.slice(0, 300)} ${JSON.stringify(headers)}`;
      const answer: Answer | Error = await admin.send(method, path, body, headers).catch((error: Error) => error);
      if (answer instanceof Error) faults.push(`${about}: ${answer.message}`);
      else if (answer.status >= 500) faults.push(`${about}: ${answer.status}`);
    };
    for (let start = 0; start < requests.length; start += 8) await Promise.all(requests.slice(start, start + 8).map(send));
    return faults;
  }

  it('in any member of any body are refused or taken, never a failure of ours', async () => {
    const requests = operations.flatMap(withOddBodies);

    expect(requests.length).toBeGreaterThan(500);
    expect(await faultsOf(requests)).toEqual([]);
  });

  it('in any part of any address are refused or taken, never a failure of ours', async () => {
    const requests = operations.flatMap((operation) => [...withOddQueries(operation), ...withOddPaths(operation)]);

    expect(requests.length).toBeGreaterThan(300);
    expect(await faultsOf(requests)).toEqual([]);
  });

  it('in headers are refused or taken, never a failure of ours', async () => {
    const odd = ['', '"', '*', '"99999999999"', 'W/"1"', '"1", "2"', 'x'.repeat(300), '%00'];
    const requests = operations.flatMap((operation, index) =>
      odd
        .filter((_, turn) => (turn + index) % 4 === 0)
        .map((value) => requestOf(operation, exampleBody(operation), { 'if-match': value, 'idempotency-key': value })),
    );

    expect(await faultsOf(requests)).toEqual([]);
  });
});

function exampleBody({ operation }: Operation): Record<string, unknown> | undefined {
  const [content] = Object.values(operation.requestBody?.content ?? {});
  return content?.example as Record<string, unknown> | undefined;
}

function requestOf({ path, verb }: Operation, body: unknown, headers: Sent = { 'if-match': '"1"' }, query = ''): OddRequest {
  const media: Sent = verb === 'patch' ? { 'content-type': 'application/merge-patch+json' } : {};
  return { method: verb.toUpperCase(), path: path.replace(/\{\w+\}/g, ABSENT) + query, body, headers: { ...media, ...headers } };
}

/** Each member of the example replaced by each odd thing, in turns, so that the number of requests stays bounded. */
function withOddBodies(operation: Operation): OddRequest[] {
  const example = exampleBody(operation);
  if (!example) return [];
  const members = Object.keys(example);
  const replaced = members.flatMap((member, index) =>
    ODD.filter((_, turn) => (turn + index) % 4 === 0).map((odd) => requestOf(operation, { ...example, [member]: odd })),
  );
  const without = (member: string): object => Object.fromEntries(Object.entries(example).filter(([name]) => name !== member));
  const missing = members.map((member) => requestOf(operation, without(member)));
  return [...replaced, ...missing, requestOf(operation, example)];
}

function withOddQueries(operation: Operation): OddRequest[] {
  const parameters = operation.operation.parameters ?? [];
  const named = parameters.flatMap((parameter) => ('in' in parameter && parameter.in === 'query' ? [parameter.name] : []));
  const values = ['', '%00', '%F0%9F%92%89', "'%20or%201=1--", '-1', '1e999', '2026-13-45', 'x'.repeat(2_500), '%25_%5C', ABSENT];
  const single = named.flatMap((name, index) =>
    values
      .filter((_, turn) => (turn + index) % 2 === 0)
      .map((value) => requestOf(operation, undefined, {}, `?${name}=${value}`)),
  );
  const repeated = named.map((name) => requestOf(operation, undefined, {}, `?${name}=a&${name}=b&${name}[c]=d`));
  return operation.verb === 'get' ? [...single, ...repeated] : [];
}

function withOddPaths(operation: Operation): OddRequest[] {
  if (!operation.path.includes('{')) return [];
  const odd = ['%00', '..%2f..', "'%20or%201=1", '%E2%80%AE', '-1', '00000000-0000-0000-0000-000000000000'];
  const body = operation.verb === 'get' ? undefined : (exampleBody(operation) ?? {});
  return odd.map((part) => ({ ...requestOf(operation, body), path: operation.path.replace(/\{\w+\}/g, part) }));
}
