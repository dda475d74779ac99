import { ExtractJwt, Strategy, type VerifiedCallback } from 'passport-jwt';
import type { Caller } from '#http';
import { API_AUDIENCE } from '../../application/session-tokens.js';
import type { CallersQuery } from '../persistence/callers.query.js';
import type { ServiceCallersQuery } from '../persistence/service-callers.query.js';
import { ALGORITHM, ISSUER, type SigningKeys } from '../security/signing-keys.js';

interface Claims {
  sub?: unknown;
  sid?: unknown;
  client_id?: unknown;
  exp?: unknown;
}

/** Looks up the session of a person, or the token of a machine. */
type FindCaller = (sessionId: string, userId: string, isService: boolean) => Promise<Caller | undefined>;

function headerOf(token: string): { alg?: unknown; kid?: unknown } {
  try {
    const header: unknown = JSON.parse(Buffer.from(token.slice(0, token.indexOf('.')), 'base64url').toString());
    return typeof header === 'object' && header !== null ? header : {};
  } catch {
    return {};
  }
}

/**
 * Who sends this bearer token: passport's JWT strategy, with the session check of every request behind
 * it. It stays out of passport's registry, which is one for the whole process and knows one set of keys.
 */
function bearerStrategy(keys: SigningKeys, find: FindCaller): Strategy {
  return new Strategy(
    {
      jwtFromRequest: ExtractJwt.fromAuthHeaderAsBearerToken(),
      secretOrKeyProvider: (_request: unknown, token: string, done: (error: Error | null, key?: never) => void) => {
        const key = keys.keyFor(headerOf(token));
        if (key) done(null, key as never);
        else done(new Error('unknown key'));
      },
      algorithms: [ALGORITHM],
      issuer: ISSUER,
      audience: API_AUDIENCE,
    },
    ({ sub, sid, exp, client_id: clientId }: Claims, done: VerifiedCallback) => {
      // Without an end, as no token of ours is, it would count for ever.
      if (typeof sub !== 'string' || typeof sid !== 'string' || typeof exp !== 'number') return done(null, false);
      find(sid, sub, clientId !== undefined).then((caller) => done(null, caller ?? false), done);
    },
  );
}

/**
 * Runs the strategy for one request.
 * @returns nothing where there is no token, or none that counts
 */
function authenticate(strategy: Strategy, request: unknown): Promise<Caller | undefined> {
  return new Promise((resolve, reject) => {
    const run = Object.create(strategy) as Strategy;
    run.success = (caller) => resolve(caller as Caller);
    run.fail = () => resolve(undefined);
    run.error = reject;
    run.authenticate(request as never);
  });
}

/** Tokens whose signature a process remembers; each is a few hundred bytes. */
const MOST_REMEMBERED = 2_000;

interface Remembered {
  sessionId: string;
  userId: string;
  isService: boolean;
  /** Epoch milliseconds. */
  expiresAt: number;
}

/**
 * Finds out who sends a request. That a token is well signed can't change, so it is checked once; when it
 * expires, and whether its session still counts, is looked at every time.
 */
export class BearerTokens {
  private readonly strategy: Strategy;
  private readonly remembered = new Map<string, Remembered>();

  constructor(
    keys: SigningKeys,
    private readonly people: CallersQuery,
    private readonly machines: ServiceCallersQuery,
  ) {
    this.strategy = bearerStrategy(keys, (...token) => this.find(...token));
  }

  async callerOf(request: { headers: { authorization?: string } }): Promise<Caller | undefined> {
    const { authorization = '' } = request.headers;
    const known = this.remembered.get(authorization);
    if (known && known.expiresAt > Date.now()) return this.find(known.sessionId, known.userId, known.isService);
    this.remembered.delete(authorization);
    const caller = await authenticate(this.strategy, request);
    if (caller) this.remember(authorization, caller);
    return caller;
  }

  private find(sessionId: string, userId: string, isService: boolean): Promise<Caller | undefined> {
    return isService ? this.machines.find(sessionId, userId) : this.people.find(sessionId, userId, 'api');
  }

  private remember(authorization: string, { sessionId, userId, isService = false }: Caller): void {
    const payload = authorization.split('.')[1] ?? '';
    const { exp } = JSON.parse(Buffer.from(payload, 'base64url').toString()) as { exp?: number };
    if (exp === undefined) return;
    if (this.remembered.size >= MOST_REMEMBERED) this.remembered.clear();
    this.remembered.set(authorization, { sessionId, userId, isService, expiresAt: exp * 1_000 });
  }
}
