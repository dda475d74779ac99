import { Webhook } from 'standardwebhooks';
import { Agent, request } from 'undici';
import { Carrier } from '../../application/ports.js';
import type { OutgoingMessage } from '../../domain/outgoing-message.js';
import { checkedLookup, expectReachable } from './checked-addresses.js';

/** Milliseconds to connect, and for an answer. */
const CONNECT_WITHIN = 5_000;
const ANSWER_WITHIN = 10_000;
/** Bytes of an answer that are read for the provider's id. */
const MOST_READ = 16 * 1024;
const CONNECTIONS = 10;
/** Come back later (RFC 9110, RFC 6585); everything else between 300 and 499 is for good. */
const FOR_NOW = new Set([408, 425, 429]);
const BEFORE_ANYTHING_WAS_SENT = /^(UND_ERR_CONNECT_TIMEOUT|ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|EINTERNAL)$/;

export interface WebhookTarget {
  url: string;
  /** `whsec_` and base64, as Standard Webhooks has it. */
  secret: string;
  /** Names or numbers of internal hosts that may be reached. */
  allowedHosts: readonly string[];
}

/** The other side answered, and not with yes. */
class Answered extends Error {
  readonly code = 'EANSWER';

  constructor(readonly responseCode: number) {
    super(`The provider answered ${responseCode}.`);
  }
}

/**
 * Messages by HTTP POST, signed as Standard Webhooks (https://www.standardwebhooks.com) has it: for providers of short
 * messages and for programs of the hospital's own. No redirect is followed, and no internal address reached unless named.
 */
export class WebhookCarrier extends Carrier {
  private readonly signing: Webhook;
  private readonly agent: Agent;
  private readonly url: URL;
  private readonly allowed: ReadonlySet<string>;

  constructor({ url, secret, allowedHosts }: WebhookTarget) {
    super();
    this.url = new URL(url);
    this.signing = new Webhook(secret);
    this.allowed = new Set(allowedHosts.map((host) => host.toLowerCase()));
    this.agent = new Agent({
      connections: CONNECTIONS,
      headersTimeout: ANSWER_WITHIN,
      bodyTimeout: ANSWER_WITHIN,
      connect: { lookup: checkedLookup(this.allowed) as never, timeout: CONNECT_WITHIN },
    });
  }

  override async carry({ key, kind, channel, to, subject, text }: OutgoingMessage): Promise<string | undefined> {
    expectReachable(this.url, this.allowed);
    const sentAt = new Date();
    const content = channel === 'sms' ? { to, text } : { to, subject, text };
    const body = JSON.stringify({ type: `message.${channel}`, timestamp: sentAt.toISOString(), data: { key, kind, ...content } });
    const { statusCode, body: answer } = await request(this.url, {
      method: 'POST',
      dispatcher: this.agent,
      headers: {
        'content-type': 'application/json',
        'webhook-id': key,
        'webhook-timestamp': String(Math.floor(sentAt.getTime() / 1_000)),
        'webhook-signature': this.signing.sign(key, sentAt, body),
      },
      body,
    });
    if (statusCode >= 200 && statusCode < 300) return providerIdIn(answer);
    await answer.dump();
    throw new Answered(statusCode);
  }

  override outcomeOf(error: unknown): ReturnType<Carrier['outcomeOf']> {
    const { code = '', responseCode } = error as { code?: string; responseCode?: number };
    if (responseCode !== undefined) return responseCode < 500 && !FOR_NOW.has(responseCode) ? 'refused' : 'failed';
    if (code === 'EINTERNAL') return 'refused';
    return BEFORE_ANYTHING_WAS_SENT.test(code) ? 'failed' : 'unknown';
  }

  async close(): Promise<void> {
    await this.agent.close();
  }
}

/** The provider's id, where it answers JSON with one under a usual name. It has said yes: nothing that follows changes that. */
async function providerIdIn(answer: AsyncIterable<Buffer>): Promise<string | undefined> {
  const parts: Buffer[] = [];
  let size = 0;
  try {
    for await (const part of answer) {
      size += part.length;
      if (size > MOST_READ) return undefined;
      parts.push(part);
    }
    const { id, messageId } = JSON.parse(Buffer.concat(parts).toString()) as { id?: unknown; messageId?: unknown };
    const given = id ?? messageId;
    return typeof given === 'string' || typeof given === 'number' ? String(given).slice(0, 200) : undefined;
  } catch {
    return undefined;
  }
}
