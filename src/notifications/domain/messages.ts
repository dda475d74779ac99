import type { Message } from './message.js';
import type { MessageKind } from './message-kinds.js';
import type { MessageTemplate } from './message-template.js';

/** Messages that were requested, one for each key. */
export abstract class Messages {
  /** A second one with the same key is none. */
  abstract add(message: Message): void;

  /** @throws NotFound */
  abstract get(id: string): Promise<Message>;

  abstract save(message: Message): Promise<void>;

  /**
   * Those that are due and nobody's at the moment, locked until the unit of work ends. Among them attempts whose lease has
   * run out, which are `sending` still.
   */
  abstract due(now: Temporal.Instant, limit: number): Promise<Message[]>;

  /** Those of the ids that exist, locked until the unit of work ends. */
  abstract lock(ids: readonly string[]): Promise<Message[]>;

  /** The one that is delivered under a key on its present channel, locked. */
  abstract ofDelivery(deliveryKey: string): Promise<Message | undefined>;
}

/** What facilities say in their own words. */
export abstract class MessageTemplates {
  abstract add(template: MessageTemplate): void;
  abstract save(template: MessageTemplate): Promise<void>;
  abstract remove(template: MessageTemplate): Promise<void>;
  abstract find(facilityId: string, kind: MessageKind, language: string): Promise<MessageTemplate | undefined>;
  abstract byId(id: string): Promise<MessageTemplate | undefined>;
  abstract of(facilityIds: readonly string[], kinds: readonly MessageKind[]): Promise<MessageTemplate[]>;
}
