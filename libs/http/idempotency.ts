import { createHash } from 'node:crypto';
import { Malformed } from './errors.js';

/** Keys of the requests that this process is at work on, by caller. */
export class KeysUnderWay extends Set<string> {}

/** Reads and checks the header: 1–255 visible ASCII characters. */
export function idempotencyKeyOf(header: string | string[] | undefined): string | undefined {
  if (header === undefined) return undefined;
  if (typeof header !== 'string' || !/^[\x21-\x7e]{1,255}$/.test(header)) {
    throw new Malformed('An Idempotency-Key is 1 to 255 visible ASCII characters.');
  }
  return header;
}

const PASSWORD_MEMBER = /password"/i;

/**
 * Two requests are the same when method, address and body are. Passwords don't count: a digest against which they could be
 * guessed fast is kept nowhere.
 */
export function fingerprintOf(method: string, url: string, body: unknown): Buffer {
  const text = JSON.stringify(body ?? null);
  return createHash('sha256').update(`${method} ${url}\n${PASSWORD_MEMBER.test(text) ? withoutPasswords(body) : text}`).digest();
}

function withoutPasswords(body: unknown): string {
  return JSON.stringify(body, (member, value: unknown) => (PASSWORD_MEMBER.test(`${member}"`) ? undefined : value));
}
