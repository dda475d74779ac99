import dns, { type LookupAddress, type LookupOptions } from 'node:dns';
import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';

/** An address inside of the hospital's own network, where a message from outside data must never lead. */
export class InternalAddress extends Error {
  readonly code = 'EINTERNAL';

  constructor() {
    super('The address is an internal one.');
    this.name = 'InternalAddress';
  }
}

type Found = string | LookupAddress[];
type Answer = (error: NodeJS.ErrnoException | null, address: Found, family?: number) => void;

/** Whether anybody on the internet could have this address (IANA special-purpose registries). */
export function isPublic(address: string): boolean {
  if (!ipaddr.isValid(address)) return false;
  const parsed = ipaddr.process(address);
  return parsed.range() === 'unicast';
}

/**
 * A look-up for connections that refuses names that lead inside: what is checked is the very address that is connected
 * to, so a name that answers differently the second time gains nothing.
 * @param allowed names of internal hosts that may be reached all the same
 */
export function checkedLookup(allowed: ReadonlySet<string>): (hostname: string, options: LookupOptions, answer: Answer) => void {
  return (hostname, options, answer) => {
    dns.lookup(hostname, { ...options, all: true }, (error, found) => {
      if (error) return answer(error, '');
      const mayBe = allowed.has(hostname.toLowerCase()) || found.every(({ address }) => isPublic(address));
      if (!mayBe) return answer(new InternalAddress(), '');
      const [first] = found;
      if (options.all) answer(null, found);
      else answer(null, first?.address ?? '', first?.family);
    });
  };
}

/**
 * An address that is written as numbers is never looked up, so it is checked by itself.
 * @throws InternalAddress
 */
export function expectReachable({ hostname }: URL, allowed: ReadonlySet<string>): void {
  const host = hostname.replace(/^\[|\]$/g, '');
  if (isIP(host) !== 0 && !allowed.has(host) && !isPublic(host)) throw new InternalAddress();
}
