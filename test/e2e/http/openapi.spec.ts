import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { pino } from 'pino';
import { type ApiDocument, codesOf, createHttpApp, isExplained, operationsOf, responseOf, type Route, routesOf } from '#http';
import { AppModule } from '../../../src/app.module.js';
import { startTestApp, type TestApp, testConfig } from '../../harness/app.js';

/** Pages for people and the document itself; and HEAD, which Fastify answers wherever there is a GET. */
const BESIDE_THE_DOCUMENT = /^HEAD |^\w+ \/(docs|admin)(\/|$)/;

describe('the OpenAPI document', () => {
  let app: TestApp;
  let document: ApiDocument;
  let routes: Route[];

  beforeAll(async () => {
    app = await startTestApp();
    document = (await app.stranger.get('/docs/openapi.json')).body as ApiDocument;
    routes = routesOf(app.app);
  });

  afterAll(() => app.close());

  it('is OpenAPI 3.1 and passes the recommended rules without a warning', () => {
    const folder = mkdtempSync(join(tmpdir(), 'openapi-'));
    writeFileSync(join(folder, 'openapi.json'), JSON.stringify(document));
    const redocly = join(process.cwd(), 'node_modules/.bin/redocly');

    const { stdout, stderr, status } = spawnSync(redocly, ['lint', 'openapi.json', '--extends', 'recommended', '--format', 'json'], {
      cwd: folder,
      encoding: 'utf8',
      env: { ...process.env, REDOCLY_TELEMETRY: 'off', CI: 'true' },
    });

    rmSync(folder, { recursive: true });
    expect(document.openapi).toBe('3.1.0');
    expect({ status, problems: JSON.parse(stdout || '{}').problems, stderr: status === 0 ? '' : stderr }).toEqual({
      status: 0,
      problems: [],
      stderr: '',
    });
  });

  it('has every route of the server, and no other', async () => {
    const inDocument = [...operationsOf(document)].map(({ verb, path }) => `${verb.toUpperCase()} ${path}`);

    expect(inDocument.length).toBeGreaterThan(10);
    expect((await servedRoutes(app)).sort()).toEqual(inDocument.sort());
  });

  it('knows the permission of every route', () => {
    expect(routes.filter(({ permission }) => permission === undefined).map(({ key }) => key)).toEqual([]);
    for (const { operation } of operationsOf(document)) {
      const route = routes.find(({ name }) => name === operation.operationId);
      expect([operation.operationId, operation['x-permission']]).toEqual([operation.operationId, route?.permission]);
      expect(operation.security).toEqual(route?.permission === 'public' ? [] : [{ bearer: [] }]);
    }
  });

  it('describes every operation', () => {
    expect(routes.filter(({ operation }) => operation === undefined).map(({ key }) => key)).toEqual([]);
    expect(routes.filter(({ tag }) => tag === undefined).map(({ key }) => key)).toEqual([]);
    for (const { operation } of operationsOf(document)) {
      expect([operation.operationId, operation.summary]).toEqual([operation.operationId, expect.stringMatching(/^[A-Z].*[^.]$/)]);
    }
  });

  it('takes an audit action for everything that is not only read', () => {
    const silent = routes.filter(({ verb, writes }) => ['put', 'patch', 'delete'].includes(verb) && writes === undefined);

    expect(silent.map(({ key }) => key)).toEqual([]);
  });

  it('gives an example of every body', () => {
    const bare = [...operationsOf(document)].filter(({ operation }) => {
      const contents = Object.entries(operation.requestBody?.content ?? {});
      return contents.some(([, { example, examples }]) => example === undefined && examples === undefined);
    });

    expect(bare.map(({ operation }) => operation.operationId)).toEqual([]);
  });

  it('names its errors by codes that are explained on the page that they lead to', async () => {
    const page = (await app.stranger.get('/docs/problems')).body['text'] as string;
    const codes = [...codesOf(document).keys()];

    expect(codes).toEqual(expect.arrayContaining(['malformed-request', 'unauthenticated', 'stale-version', 'idempotency-key-reused']));
    codes.forEach((code) => expect(page).toContain(`id="${code}"`));
    expect(codes.filter((code) => !isExplained(code))).toEqual([]);
  });

  it('says what a change takes: a key, a version, and how it may be refused', () => {
    const change = document.paths['/api/v1/users/{id}']!.patch!;

    expect(Object.keys(change.requestBody!.content)[0]).toBe('application/merge-patch+json');
    expect(change.parameters).toContainEqual({ $ref: '#/components/parameters/IfMatchRequired' });
    expect(change.parameters).toContainEqual({ $ref: '#/components/parameters/IdempotencyKey' });
    expect(Object.keys(change.responses)).toEqual(
      expect.arrayContaining(['200', '400', '401', '403', '404', '409', '412', '413', '415', '422', '428', '429', '500', '503']),
    );
    expect(responseOf(change, 428, document)!['x-codes']).toEqual(['if-match-required']);
  });
});

describe('the pages for people', () => {
  let app: TestApp;

  beforeAll(async () => {
    app = await startTestApp();
  });

  afterAll(() => app.close());

  it('load everything from this server, and no script stands in the page', async () => {
    const { body, headers } = await app.stranger.get('/docs');
    const page = body['text'] as string;

    expect(headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(headers.get('content-security-policy')).toContain("script-src 'self'");
    const loaded = [...page.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, url]) => url!);
    expect(loaded).toEqual(expect.arrayContaining(['/docs/assets/swagger-ui-bundle.js', '/docs/page.js']));
    for (const url of loaded) expect([url, (await app.stranger.get(url)).status]).toEqual([url, 200]);
    expect(page).not.toMatch(/<script>|<script [^>]*>[^<]|style="|https?:/);
  });

  it.each(['/docs/assets/package.json', '/docs/assets/..%2f..%2fpackage.json', '/docs/assets/', '/docs/page/page.js'])(
    'give nothing else away: %s',
    async (path) => {
      const answer = await app.stranger.get(path);

      expect(answer.status).toBe(404);
      expect(answer.body['code']).toBe('not-found');
    },
  );
});

/** What the server really routes, seen while it is put together. */
async function servedRoutes({ database }: TestApp): Promise<string[]> {
  const app = await createHttpApp(AppModule.with(testConfig(database.url)), { logger: pino({ level: 'silent' }), trustProxy: [] });
  const served: string[] = [];
  app
    .getHttpAdapter()
    .getInstance()
    .addHook('onRoute', ({ method, url }) => {
      for (const verb of [method].flat()) served.push(`${verb} ${url.replace(/:(\w+)/g, '{$1}')}`);
    });
  await app.init();
  await app.close();
  return [...new Set(served)].filter((route) => !BESIDE_THE_DOCUMENT.test(route));
}
