import type { Clock, UnitOfWork } from '#kernel';
import type { Message } from '../domain/message.js';
import type { Messages } from '../domain/messages.js';

/** Has a message that was given up sent once more. */
export class ReplayMessage {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly messages: Messages,
    private readonly clock: Clock,
  ) {}

  /** @throws NotFound, InvalidTransition */
  execute({ messageId }: { messageId: string }): Promise<Message> {
    return this.unitOfWork.run(async () => {
      const message = await this.messages.get(messageId);
      message.replay(this.clock.now());
      await this.messages.save(message);
      return message;
    });
  }
}
