import { PUBLIC, SIGNED_IN } from '../route.js';
import type { Route } from './routes.js';

/** What an operation takes, as far as it decides how it can be refused. */
export interface RequestFacts {
  query: boolean;
  pathParameters: boolean;
}

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
/** A part of the path that cannot be decoded, that names nothing, or that is longer than any. */
const PATH: Answered[] = [
  [400, 'malformed-request'],
  [404, 'not-found'],
  [414, 'uri-too-long'],
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

/** What everybody who is signed in may do, and is about people. */
const PEOPLE: Answered[] = [[403, 'people-only']];
const PERMITTED: Answered[] = [
  [403, 'forbidden'],
  [403, 'second-factor-required'],
];

function byRule(route: Route, { query, pathParameters }: RequestFacts): Answered[] {
  const { permission, verb } = route;
  return [
    ...(permission === PUBLIC ? [] : [[401, 'unauthenticated'] as Answered]),
    ...(permission === PUBLIC ? [] : permission === SIGNED_IN ? PEOPLE : PERMITTED),
    ...(verb === 'get' ? [] : BODY),
    ...(query ? [[400, 'malformed-request'] as Answered] : []),
    ...(pathParameters ? PATH : []),
    ...(takesIdempotencyKey(route) ? IDEMPOTENCY_KEY : []),
    ...(route.ifMatch === 'none' ? [] : IF_MATCH),
    ...(route.ifMatch === 'required' ? [[428, 'if-match-required'] as Answered] : []),
    ...ALWAYS,
  ];
}

function ownCodes({ operation }: Route): Answered[] {
  const { errors = {}, oauthErrors = {} } = operation ?? {};
  const own = [...Object.entries(errors), ...Object.entries(oauthErrors)] as [string, readonly string[]][];
  return own.flatMap(([status, codes]) => codes.map((code): Answered => [Number(status), code]));
}

/** Every POST that writes takes the header, apart from those whose answer is never stored. */
export function takesIdempotencyKey({ writes, permission }: Route): boolean {
  return writes !== undefined && !writes.unrepeatable && permission !== PUBLIC;
}
