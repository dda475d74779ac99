import { type Clock, NotFound, type UnitOfWork } from '#kernel';
import type { Delivery } from '../domain/delivery.js';
import type { Messages } from '../domain/messages.js';
import type { Receipts } from './ports.js';

export interface TakeReceiptCommand {
  /** The provider's id of this receipt; the same one again says nothing new. */
  receiptId: string;
  /** Our key of the message, or the provider's id of it. */
  key?: string;
  providerId?: string;
  status: 'delivered' | 'failed';
  reason?: string;
}

/** Learns from a provider what became of a message that it had taken. */
export class TakeReceipt {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly receipts: Receipts,
    private readonly messages: Messages,
    private readonly clock: Clock,
  ) {}

  /** @throws NotFound where no such message was sent */
  execute(command: TakeReceiptCommand): Promise<void> {
    return this.unitOfWork.run(async () => {
      if (!(await this.receipts.isNew(command.receiptId))) return;
      const delivery = await this.receipts.deliveryOf(command);
      if (!delivery) throw new NotFound('message');
      const { status, reason = 'not delivered' } = command;
      if (status === 'delivered') delivery.arrived(this.clock.now());
      else delivery.failedToArrive(reason);
      await this.tellMessage(delivery, reason);
    });
  }

  /** Messages of other contexts hear of it by the event. */
  private async tellMessage(delivery: Delivery, reason: string): Promise<void> {
    const message = await this.messages.ofDelivery(delivery.id);
    if (!message) return;
    const { status } = message;
    const isOpen = status === 'sending' || status === 'sent' || status === 'failed' || status === 'dead';
    if (delivery.status === 'delivered' && isOpen) message.markDelivered();
    if (delivery.status === 'undelivered' && status === 'sent') message.bounce(reason);
  }
}
