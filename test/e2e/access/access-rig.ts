import { AccessFacade } from '../../../src/access/index.js';
import { type Answer, Api } from '../../harness/api.js';
import type { TestApp } from '../../harness/app.js';

export const PASSWORD = 'nine copper kettles sing';

/** Somebody who can sign in by password. */
export interface Person {
  id: string;
  email: string;
}

let people = 0;

/** A new user with `PASSWORD`. */
export async function person(app: TestApp, role = 'receptionist'): Promise<Person> {
  people += 1;
  const email = `person-${people}@test.invalid`;
  const user = { email, displayName: `Person ${people}`, password: PASSWORD, roles: [{ role }] };
  const { id } = await app.app.get(AccessFacade).createUser(user);
  return { id, email };
}

export function logIn(app: TestApp, email: string, password = PASSWORD): Promise<Answer> {
  return app.stranger.post('/auth/login', { email, password });
}

/** Signs in and goes on as that caller. */
export async function signedIn(app: TestApp, { id, email }: Person): Promise<Api> {
  const { body } = await logIn(app, email);
  return new Api(app.origin, body['accessToken'], id);
}

export function me(app: TestApp, token: string): Promise<Answer> {
  return new Api(app.origin, token).get('/auth/me');
}
