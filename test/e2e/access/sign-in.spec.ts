import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { AccessFacade } from '../../../src/access/index.js';
import { startTestApp, type TestApp } from '../../harness/app.js';
import { Api } from '../../harness/api.js';

const PASSWORD = 'nine copper kettles sing';

describe('signing in', () => {
  let app: TestApp;
  let userId: string;
  const email = 'ada@test.invalid';

  beforeAll(async () => {
    app = await startTestApp();
    const roles = [{ role: 'receptionist' }];
    ({ id: userId } = await app.app.get(AccessFacade).createUser({ email, displayName: 'Ada', password: PASSWORD, roles }));
  });

  afterAll(() => app.close());

  it('answers with tokens that say who one is', async () => {
    const login = await app.stranger.post('/auth/login', { email: 'ADA@test.invalid', password: PASSWORD });

    expect(login.status).toBe(200);
    expect(login.body).toEqual({ accessToken: expect.any(String), refreshToken: expect.any(String), tokenType: 'Bearer', expiresIn: 900 });
    const me = await new Api(app.origin, login.body['accessToken']).get('/auth/me');
    expect(me.status).toBe(200);
    expect(me.body).toMatchObject({ id: userId, email, displayName: 'Ada', roles: [{ role: 'receptionist' }] });
    expect(me.body['permissions']).toContain('appointment:book');
    expect(me.headers.get('cache-control')).toBe('no-store');
  });
});
