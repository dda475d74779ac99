/** Codes that the conventions of the interface answer with. */
const COMMON: Record<string, string> = {
  'malformed-request':
    'The request cannot be read as what this operation expects. `errors` points at each offending member of the body or query.',
  unauthenticated: 'There is no access token, or it has expired, is not valid or belongs to a session that has ended. Sign in again.',
  forbidden: 'You are signed in, but hold no role with the permission that the operation needs; `permission` names it.',
  'people-only': 'This is for people who are signed in. A service account has its scopes, and nothing besides.',
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
  'metrics-are-local': 'The figures of a process are for its own machine, unless `METRICS_TOKEN` is set and sent as bearer token.',
  'not-ready': 'This process cannot take requests for the moment; `checks` says what is missing.',
};

const meanings = new Map(Object.entries(COMMON));

/**
 * Says what problem codes mean and what a caller can do about them, for the page that the `type` of every problem leads to:
 * `explainCodes({ 'slot-taken': 'Somebody or something that the appointment needs is booked at that time. …' })`.
 */
export function explainCodes(explained: Record<string, string>): void {
  for (const [code, meaning] of Object.entries(explained)) meanings.set(code, meaning);
}

/** What a code means; where nobody has said so, the code as words. */
export function meaningOf(code: string): string {
  return meanings.get(code) ?? `${code.charAt(0).toUpperCase()}${code.slice(1).replaceAll('-', ' ')}.`;
}

/** Whether somebody has said what a code means. */
export function isExplained(code: string): boolean {
  return meanings.has(code);
}
