import { randomBytes } from 'node:crypto';
import type { Api } from '../../harness/api.js';

/** A body that `POST /users` takes, of a person nobody else is. */
export function userBody(): Record<string, unknown> {
  return { email: `${randomBytes(6).toString('hex')}@example.org`, displayName: 'Ada Berg', roles: [{ role: 'receptionist' }] };
}

/** Creates a user to try conventions on. */
export async function newUser(admin: Api): Promise<{ id: string; version: number }> {
  const { status, body } = await admin.post('/users', userBody());
  if (status !== 201) throw new Error(`No user: ${JSON.stringify(body)}`);
  return body as { id: string; version: number };
}
