import type { Contract } from './contract.js';

/** An answer, with its body parsed where it is JSON. */
export interface Answer<Body = Record<string, any>> {
  status: number;
  headers: Headers;
  body: Body;
}

type Sent = Record<string, string>;

/** The contract of each process under test, by its origin. */
export const contracts = new Map<string, Contract>();

/** A client of the product's HTTP interface, with one caller's token. */
export class Api {
  constructor(
    readonly origin: string,
    readonly token?: string,
    readonly userId?: string,
  ) {}

  /** The same caller at another process. */
  at(origin: string): Api {
    return new Api(origin, this.token, this.userId);
  }

  get(path: string, headers: Sent = {}): Promise<Answer> {
    return this.send('GET', path, undefined, headers);
  }

  post(path: string, body: unknown = {}, headers: Sent = {}): Promise<Answer> {
    return this.send('POST', path, body, headers);
  }

  put(path: string, body: unknown, headers: Sent = {}): Promise<Answer> {
    return this.send('PUT', path, body, headers);
  }

  /** A merge patch from a version. */
  patch(path: string, body: unknown, version?: number, headers: Sent = {}): Promise<Answer> {
    const conditional: Sent = version === undefined ? {} : { 'if-match': `"${version}"` };
    return this.send('PATCH', path, body, { 'content-type': 'application/merge-patch+json', ...conditional, ...headers });
  }

  delete(path: string, headers: Sent = {}): Promise<Answer> {
    return this.send('DELETE', path, undefined, headers);
  }

  /** Sends a request; a path without a leading `/health`, `/docs`, … goes below `/api/v1`. */
  async send(method: string, path: string, body: unknown, headers: Sent = {}): Promise<Answer> {
    const url = /^\/(health|docs|metrics|admin|fhir|api)\b/.test(path) ? path : `/api/v1${path}`;
    const response = await fetch(this.origin + url, {
      method,
      redirect: 'manual',
      headers: {
        ...(this.token ? { authorization: `Bearer ${this.token}` } : {}),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      body: body === undefined ? undefined : typeof body === 'string' ? body : JSON.stringify(body),
    });
    const answer = { status: response.status, headers: response.headers, body: await bodyOf(response) };
    const violation = contracts.get(this.origin)?.violationOf({ ...answer, method, path: url.split('?', 1)[0]! });
    if (violation) throw new Error(violation);
    return answer;
  }
}

async function bodyOf(response: Response): Promise<Answer['body']> {
  const text = await response.text();
  const isJson = /json/.test(response.headers.get('content-type') ?? '') && text !== '';
  return isJson ? JSON.parse(text) : { text };
}
