import type { Sql } from '#persistence';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { CallerRequest } from '../caller.js';
import { TooManyRequests } from '../errors.js';
import { SharedCounts } from './shared-counts.js';
import { WINDOW, Windows } from './windows.js';

/** Requests a minute. */
export interface RateLimitOptions {
  perUser: number;
  perAddress: number;
}

const ADDRESS = 'address ';
const USER = 'user ';

/**
 * Limits of requests by address and by signed-in user, with the headers of draft-ietf-httpapi-ratelimit-headers-10 on
 * every answer.
 */
export class RateLimits {
  private readonly windows = new Windows();
  private readonly shared: SharedCounts;
  private readonly addressPolicy: string;
  private readonly userPolicy: string;

  constructor(
    private readonly options: RateLimitOptions,
    sql: Sql,
  ) {
    this.shared = new SharedCounts(sql, this.windows, (caller) => (caller.startsWith(USER) ? options.perUser : options.perAddress));
    this.addressPolicy = `"address";q=${options.perAddress};w=60`;
    this.userPolicy = `"user";q=${options.perUser};w=60`;
  }

  /**
   * Counts a request for its address.
   * @throws TooManyRequests
   */
  countAddress(request: FastifyRequest, reply: FastifyReply): void {
    void reply.header('ratelimit-policy', this.addressPolicy);
    this.count(reply, 'address', ADDRESS + networkOf(request.ip), this.options.perAddress);
  }

  /**
   * Counts a request for the signed-in user, if there is one.
   * @throws TooManyRequests
   */
  countUser(request: CallerRequest, reply: FastifyReply): void {
    if (!request.caller) return;
    void reply.header('ratelimit-policy', this.userPolicy);
    this.count(reply, 'user', USER + request.caller.userId, this.options.perUser);
  }

  onApplicationBootstrap(): void {
    this.shared.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.shared.stop();
  }

  /** Tells the other processes at once, instead of within a second. */
  exchange(): Promise<void> {
    return this.shared.exchange();
  }

  private count(reply: FastifyReply, policy: string, caller: string, limit: number): void {
    const now = Date.now();
    const { own, others } = this.windows.count(caller, now);
    const remaining = limit - own - others;
    const seconds = Math.ceil((WINDOW - (now % WINDOW)) / 1_000);
    void reply.header('ratelimit', `"${policy}";r=${remaining > 0 ? remaining : 0};t=${seconds}`);
    if (remaining < 0) throw new TooManyRequests(seconds);
  }
}

/** An IPv6 subscriber has a network of 2^64 addresses, so the network is what is counted; an IPv4 address is itself. */
export function networkOf(address: string): string {
  if (!address.includes(':')) return address;
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address);
  if (mapped) return mapped[1]!;
  const [head = '', tail] = address.split('%', 1)[0]!.split('::', 2);
  const left = head === '' ? [] : head.split(':');
  const right = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros = tail === undefined ? 0 : Math.max(0, 8 - left.length - right.length);
  const groups = [...left, ...Array.from({ length: zeros }, () => '0'), ...right];
  return `${groups.slice(0, 4).map((group) => Number.parseInt(group, 16).toString(16)).join(':')}::/64`;
}
