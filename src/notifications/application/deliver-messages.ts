import type { OutgoingMessage } from '../domain/outgoing-message.js';
import type { DeliveryOutcome } from '../notifications.facade.js';
import type { Carrier, Carriers, Deliveries, RecordedOutcome } from './ports.js';

/** Domain of our Message-IDs: never a deliverable one (RFC 2606). */
const MESSAGE_ID_DOMAIN = 'aceso.invalid';
/** Messages that one call has under way at a time. */
const AT_A_TIME = 20;
/** Outcomes that are written down together: with what is under way they are what a process that is killed leaves unknown. */
const WRITTEN_TOGETHER = 10;

/**
 * Makes one attempt at each of many messages. All attempts are on record before the first is made, so a process that is
 * killed in between leaves attempts without an outcome; a repetition carries the same Message-ID, by which mail servers
 * and people recognise the same message. What ended is put on record while others are still under way, so that little is
 * unknown after a kill.
 */
export class DeliverMessages {
  constructor(
    private readonly carriers: Carriers,
    private readonly deliveries: Deliveries,
  ) {}

  /** In the order of the messages. Never called inside a unit of work. */
  async execute(messages: readonly OutgoingMessage[]): Promise<DeliveryOutcome[]> {
    const carried = messages.filter(({ channel }) => this.carriers.of(channel) !== undefined);
    const open = carried.length === 0 ? new Set<string>() : await this.deliveries.begin(carried);
    const outcomes = new Map<string, DeliveryOutcome>();
    const record = new OutcomeRecord(this.deliveries);
    const waiting = carried.filter(({ key }) => open.has(key)).values();
    const work = async (): Promise<void> => {
      for (const message of waiting) {
        const { providerId, ...outcome } = await this.attempt(message);
        outcomes.set(message.key, outcome);
        record.add({ ...outcome, providerId });
      }
    };
    await Promise.all(Array.from({ length: AT_A_TIME }, work));
    await record.written();
    return messages.map(({ key, channel }) => outcomes.get(key) ?? this.withoutAttempt(key, channel));
  }

  private withoutAttempt(key: string, channel: OutgoingMessage['channel']): DeliveryOutcome {
    if (this.carriers.of(channel)) return { key, outcome: 'sent' };
    return { key, outcome: 'refused', failure: `no provider for ${channel}` };
  }

  private async attempt(message: OutgoingMessage): Promise<RecordedOutcome> {
    const carrier = this.carriers.of(message.channel) as Carrier;
    const { key } = message;
    try {
      const providerId = await carrier.carry(message, `${key}@${MESSAGE_ID_DOMAIN}`);
      return { key, outcome: 'sent', providerId };
    } catch (error) {
      return { key, outcome: carrier.outcomeOf(error), failure: failureOf(error) };
    }
  }
}

/** Writes outcomes down, some at a time: those that came during one writing together with the next. */
class OutcomeRecord {
  private pending: RecordedOutcome[] = [];
  private writing?: Promise<void>;

  constructor(private readonly deliveries: Deliveries) {}

  add(outcome: RecordedOutcome): void {
    this.pending.push(outcome);
    if (this.writing || this.pending.length < WRITTEN_TOGETHER) return;
    this.writing = this.write(WRITTEN_TOGETHER);
    // Whoever waits for the end hears of it; until then it must not count as unheard.
    this.writing.catch(() => undefined);
  }

  /** Writes what is left. */
  async written(): Promise<void> {
    await this.writing;
    await this.write(1);
  }

  private async write(fewest: number): Promise<void> {
    while (this.pending.length >= fewest) await this.deliveries.settle(this.pending.splice(0));
    this.writing = undefined;
  }
}

/** The provider's code rather than its text, which may repeat the recipient. */
function failureOf(error: unknown): string {
  const { code, responseCode, name } = error as { code?: string; responseCode?: number; name?: string };
  return [code ?? name ?? 'failure', responseCode].filter((part) => part !== undefined).join(' ');
}
