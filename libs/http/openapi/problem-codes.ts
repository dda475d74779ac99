import { PUBLIC, SIGNED_IN } from '../route.js';
import type { Route } from './routes.js';

/** What an operation takes, as far as it decides how it can be refused. */
export interface RequestFacts {
  query: boolean;
  pathParameters: boolean;
}

/** Codes that the conventions of the interface answer with, and what they mean to the caller. */
export const COMMON_CODES: Record<string, string> = {
  'malformed-request':
    'The request cannot be read as what this operation expects. `errors` points at each offending member of the body or query.',
  unauthenticated: 'There is no access token, or it has expired, is not valid or belongs to a session that has ended. Sign in again.',
  forbidden: 'You are signed in, but hold no role with the permission that the operation needs; `permission` names it.',
  'not-found': 'There is nothing at this address, or it is not visible to you; both look the same.',
  'method-not-allowed': 'This address does not take this method.',
  'request-timeout': 'The request did not arrive in time.',
  'request-in-progress': 'The first request with this Idempotency-Key is still at work. Ask again in a moment.',
  'stale-version': 'The resource has changed since you read it. Read it again, look at what changed, and repeat your change.',
  'body-too-large': 'The body is larger than 1 MiB.',
  'uri-too-long': 'The address is too long.',
  'unsupported-media-type': 'Send JSON: `application/json`, or `application/merge-patch+json` with PATCH.',
  'idempotency-key-reused': 'This Idempotency-Key came with another request before. Use a new key for a new request.',
  'if-match-required': 'A change must name the version that it was made from: send the ETag that you read as If-Match.',
  'too-many-requests': 'You, or your address, sent more than the limit. `Retry-After` says when to go on.',
  'headers-too-large': 'The request headers are too large.',
  'internal-error': 'Something went wrong on our side. The request id helps us find it.',
  unavailable: 'The database or a service we need is away. Nothing was done; the same request may succeed after `Retry-After`.',
};

/** How an operation can be refused: the codes of each status, those by rule and those it names itself. */
export function problemCodesOf(route: Route, facts: RequestFacts): Map<number, string[]> {
  const codes = new Map<number, string[]>();
  const add = (status: number, code: string): void => {
    const known = codes.get(status) ?? [];
    if (!known.includes(code)) codes.set(status, [...known, code]);
  };
  for (const [status, code] of [...byRule(route, facts), ...ownCodes(route)]) add(status, code);
  return new Map([...codes].sort(([a], [b]) => a - b));
}

type Answered = [status: number, code: string];

const ALWAYS: Answered[] = [
  [429, 'too-many-requests'],
  [500, 'internal-error'],
  [503, 'unavailable'],
];
/** A body is read before it is known whether the operation takes one. */
const BODY: Answered[] = [
  [400, 'malformed-request'],
  [413, 'body-too-large'],
  [415, 'unsupported-media-type'],
];
const IDEMPOTENCY_KEY: Answered[] = [
  [400, 'malformed-request'],
  [409, 'request-in-progress'],
  [422, 'idempotency-key-reused'],
];
const IF_MATCH: Answered[] = [
  [400, 'malformed-request'],
  [412, 'stale-version'],
];

function byRule(route: Route, { query, pathParameters }: RequestFacts): Answered[] {
  const { permission, verb } = route;
  return [
    ...(permission === PUBLIC ? [] : [[401, 'unauthenticated'] as Answered]),
    ...(permission === PUBLIC || permission === SIGNED_IN ? [] : [[403, 'forbidden'] as Answered]),
    ...(verb === 'get' ? [] : BODY),
    ...(query ? [[400, 'malformed-request'] as Answered] : []),
    ...(pathParameters ? [[404, 'not-found'] as Answered] : []),
    ...(takesIdempotencyKey(route) ? IDEMPOTENCY_KEY : []),
    ...(route.ifMatch === 'none' ? [] : IF_MATCH),
    ...(route.ifMatch === 'required' ? [[428, 'if-match-required'] as Answered] : []),
    ...ALWAYS,
  ];
}

function ownCodes({ operation }: Route): Answered[] {
  const own = Object.entries(operation?.errors ?? {}) as [string, readonly string[]][];
  return own.flatMap(([status, codes]) => codes.map((code): Answered => [Number(status), code]));
}

/** Every POST that writes takes the header, apart from those whose answer is never stored. */
export function takesIdempotencyKey({ writes, permission }: Route): boolean {
  return writes !== undefined && !writes.unrepeatable && permission !== PUBLIC;
}
