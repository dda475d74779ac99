import type { NestFastifyApplication } from '@nestjs/platform-fastify';

/** A refusal that the demo did not expect. */
export class Refused extends Error {
  constructor(
    request: string,
    readonly code: string,
    detail: string,
  ) {
    super(`${request} was refused (${code}): ${detail}`);
  }
}

interface Body {
  code?: string;
  detail?: string;
}

/** The product's own HTTP interface without a network: every rule, permission and audit row as for anybody. */
export class InProcessClient {
  constructor(
    private readonly app: NestFastifyApplication,
    private readonly token: string,
  ) {}

  /** All items of a list. */
  async list<T>(path: string, query: Record<string, string> = {}): Promise<T[]> {
    const search = new URLSearchParams(query);
    const { items, nextCursor } = await this.send<{ items: T[]; nextCursor?: string | null }>('GET', `${path}?${search.toString()}`);
    if (!nextCursor) return items;
    return [...items, ...(await this.list<T>(path, { ...query, cursor: nextCursor }))];
  }

  get<T>(path: string): Promise<T> {
    return this.send('GET', path);
  }

  post<T>(path: string, body: object = {}): Promise<T> {
    return this.send('POST', path, body);
  }

  put<T>(path: string, body: object): Promise<T> {
    return this.send('PUT', path, body);
  }

  private async send<T>(method: 'GET' | 'POST' | 'PUT', path: string, payload?: object): Promise<T> {
    const headers = { authorization: `Bearer ${this.token}` };
    const response = await this.app.inject({ method, url: `/api/v1${path}`, headers, payload });
    const body = (response.body === '' ? {} : response.json()) as T & Body;
    if (response.statusCode >= 400) throw new Refused(`${method} ${path.split('?', 1)[0]}`, body.code ?? 'unknown', body.detail ?? '');
    return body;
  }
}
