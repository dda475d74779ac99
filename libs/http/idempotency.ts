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

/** Two requests are the same when method, address and body are. */
export function fingerprintOf(method: string, url: string, body: unknown): Buffer {
  return createHash('sha256').update(`${method} ${url}\n${JSON.stringify(body ?? null)}`).digest();
}
