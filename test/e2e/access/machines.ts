import { Api, type Answer } from '../../harness/api.js';
import type { TestApp } from '../../harness/app.js';

/** A service account with the secret that was told once. */
export interface Machine {
  id: string;
  clientId: string;
  clientSecret: string;
  version: number;
}

let machines = 0;

export async function machine(admin: Api, scopes: string[], more: object = {}): Promise<Machine> {
  machines += 1;
  const { status, body } = await admin.post('/service-accounts', { name: `Machine ${machines}`, scopes, ...more });
  if (status !== 201) throw new Error(`No service account: ${JSON.stringify(body)}`);
  return body as Machine;
}

/** Sends a token request as a form. */
export function askToken(app: TestApp, fields: Record<string, string>, headers: Record<string, string> = {}): Promise<Answer> {
  const form = new URLSearchParams({ grant_type: 'client_credentials', ...fields }).toString();
  return app.stranger.send('POST', '/auth/token', form, { 'content-type': 'application/x-www-form-urlencoded', ...headers });
}

export function askTokenAs(app: TestApp, { clientId, clientSecret }: Machine, scope?: string): Promise<Answer> {
  return askToken(app, { client_id: clientId, client_secret: clientSecret, ...(scope === undefined ? {} : { scope }) });
}

/** The machine with a token. */
export async function atWork(app: TestApp, account: Machine, scope?: string): Promise<Api> {
  const { status, body } = await askTokenAs(app, account, scope);
  if (status !== 200) throw new Error(`No token: ${JSON.stringify(body)}`);
  return new Api(app.origin, body['access_token'], account.id);
}
