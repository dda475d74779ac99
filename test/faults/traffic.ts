import { setTimeout as pause } from 'node:timers/promises';
import type { Api } from '../harness/api.js';

export interface Outcome {
  family: string;
  /** 0 where no answer came. */
  status: number;
  retryAfter: string | null;
}

/** Registers patients, several clients at a time, until it is told to end; remembers every answer. */
export class Traffic {
  readonly outcomes: Outcome[] = [];
  private ended = false;
  private readonly clients: Promise<void>[];

  constructor(
    private readonly caller: Api,
    clients: number,
    private readonly pauseMilliseconds = 0,
  ) {
    this.clients = Array.from({ length: clients }, (_, client) => this.work(client));
  }

  /** Answers with such a status. */
  with(status: number): Outcome[] {
    return this.outcomes.filter((outcome) => outcome.status === status);
  }

  async end(): Promise<void> {
    this.ended = true;
    await Promise.all(this.clients);
  }

  private async work(client: number): Promise<void> {
    for (let count = 0; !this.ended; count++) {
      const family = `Traffic-${client}-${count}`;
      const answer = this.caller.post('/patients', { name: { given: ['Tess'], family }, birthDate: '1990-01-01', sex: 'female' });
      const outcome = await answer.then(
        ({ status, headers }) => ({ family, status, retryAfter: headers.get('retry-after') }),
        () => ({ family, status: 0, retryAfter: null }),
      );
      this.outcomes.push(outcome);
      if (outcome.status !== 201 || this.pauseMilliseconds > 0) await pause(Math.max(20, this.pauseMilliseconds));
    }
  }
}

/** Signs in with the first administrator's password. */
export async function signedIn(stranger: Api, email: string, password: string): Promise<string> {
  const { status, body } = await stranger.post('/auth/login', { email, password });
  if (status !== 200) throw new Error(`Signing in: ${status} ${JSON.stringify(body)}`);
  return body['accessToken'] as string;
}
