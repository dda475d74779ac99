import { ExtractJwt, Strategy, type VerifiedCallback } from 'passport-jwt';
import type { Caller } from '#http';
import { API_AUDIENCE } from '../../application/session-tokens.js';
import type { CallersQuery } from '../persistence/callers.query.js';
import { ALGORITHM, ISSUER, type SigningKeys } from '../security/signing-keys.js';

interface Claims {
  sub?: unknown;
  sid?: unknown;
}

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
export function bearerStrategy(keys: SigningKeys, callers: CallersQuery): Strategy {
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
    ({ sub, sid }: Claims, done: VerifiedCallback) => {
      if (typeof sub !== 'string' || typeof sid !== 'string') return done(null, false);
      callers.find(sid, sub, 'api').then((caller) => done(null, caller ?? false), done);
    },
  );
}

/**
 * Runs the strategy for one request.
 * @returns nothing where there is no token, or none that counts
 */
export function authenticate(strategy: Strategy, request: unknown): Promise<Caller | undefined> {
  return new Promise((resolve, reject) => {
    const run = Object.create(strategy) as Strategy;
    run.success = (caller) => resolve(caller as Caller);
    run.fail = () => resolve(undefined);
    run.error = reject;
    run.authenticate(request as never);
  });
}
