import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ApiDocument } from '#http';
import type { Api } from '../../harness/api.js';
import { startTestApp, type TestApp } from '../../harness/app.js';
import { exampleOf, pathOf, send, type Tried, triedOf } from './requests.js';

/** Members that callers may not set, or that reach for the language beneath. */
const REFUSED = ['__proto__', 'constructor', 'prototype', 'id', 'version', 'allowedActions', 'createdAt', 'isAdmin', 'actorId'];

describe('a body', () => {
  let app: TestApp;
  let admin: Api;
  let routes: Tried[];

  beforeAll(async () => {
    app = await startTestApp();
    admin = await app.as('admin');
    routes = triedOf((await app.stranger.get('/docs/openapi.json')).body as unknown as ApiDocument).filter(
      (route) => route.name !== 'logOut' && takesJson(route) && exampleOf(route) !== undefined,
    );
  });

  afterAll(() => app.close());

  it.each(REFUSED)('is refused with a member %s, on every route', async (member) => {
    const taken: string[] = [];
    for (const route of routes) {
      const example = exampleOf(route)!;
      if (Object.hasOwn(example, member)) continue;
      // Written by hand, since an object literal would set the prototype.
      const body = `{"${member}": {"admin": true}, ${JSON.stringify(example).slice(1)}`;
      const answer = await send(admin, route, pathOf(route), body);
      if (answer.status !== 400) taken.push(`${route.name}: ${answer.status}`);
    }
    expect(taken).toEqual([]);
  });

  it('leaves what is beneath as it was', () => {
    expect(({} as Record<string, unknown>)['admin']).toBeUndefined();
  });
});

/** The forms of our own pages have nothing but their address. */
function takesJson({ operation }: Tried): boolean {
  return Object.keys(operation.requestBody?.content ?? {}).some((type) => type.endsWith('json'));
}
