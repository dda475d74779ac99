import { Controller, Get, Post, Query } from '@nestjs/common';
import { cursorKey, DEFAULT_LIMIT, Operation, type Page, pageOf, PathId, Permission, Reads, Tag, Writes } from '#http';
import { NotFound } from '#kernel';
import { ReplayMessage } from '../../application/replay-message.js';
import { MessagesQuery } from '../persistence/messages.query.js';
import { DeliveriesPageQuery, DeliveryAnswer, MessageAnswer, MessagesPageQuery } from './messages.dto.js';

const READ = 'message:read';

@Tag('Messages', 'What was said to people, and what became of it; by ids, without texts and addresses.')
@Controller()
export class MessagesController {
  constructor(
    private readonly query: MessagesQuery,
    private readonly replay: ReplayMessage,
  ) {}

  @Get('messages')
  @Permission(READ)
  @Reads('message.list')
  @Operation({ summary: 'List requested messages in the order in which they are due', page: MessageAnswer })
  async listMessages(@Query() { limit = DEFAULT_LIMIT, cursor, ...filter }: MessagesPageQuery): Promise<Page<MessageAnswer>> {
    const rows = await this.query.messages(filter, limit, cursorKey(cursor, ['instant', 'uuid']));
    return pageOf(
      rows,
      limit,
      ({ dueAt, id }) => [dueAt, id],
      (row) => row,
    );
  }

  @Get('messages/:id')
  @Permission(READ)
  @Reads('message.read')
  @Operation({ summary: 'Read a requested message', answer: MessageAnswer })
  async readMessage(@PathId('message') id: string): Promise<MessageAnswer> {
    const message = await this.query.byId(id);
    if (!message) throw new NotFound('message');
    return message;
  }

  @Post('messages/:id/replay')
  @Permission('message:replay')
  @Writes('message.replay')
  @Operation({
    summary: 'Send a message once more that was given up',
    description: 'What was sent once is forgotten, so a message that did not arrive after that can’t be repeated.',
    answer: MessageAnswer,
    status: 200,
    errors: { 409: ['invalid-transition'] },
  })
  async replayMessage(@PathId('message') id: string): Promise<MessageAnswer> {
    const message = await this.replay.execute({ messageId: id });
    const { key, kind, facilityId, patientId, channel, status, attempts, version } = message;
    return { id, key, kind, facilityId, patientId, channel, status, attempts, dueAt: message.dueAt.toString(), version };
  }

  @Get('message-deliveries')
  @Permission(READ)
  @Reads('message-delivery.list')
  @Operation({
    summary: 'List attempts to deliver, the latest first',
    description: 'Every message has one, whether it was requested here or is a reminder; `unknown` are those that ended without an answer.',
    page: DeliveryAnswer,
  })
  async listMessageDeliveries(@Query() { limit = DEFAULT_LIMIT, cursor, ...filter }: DeliveriesPageQuery): Promise<Page<DeliveryAnswer>> {
    const rows = await this.query.deliveries(filter, limit, cursorKey(cursor, ['instant', 'text']));
    return pageOf(
      rows,
      limit,
      ({ attemptedAt, key }) => [attemptedAt, key],
      (row) => row,
    );
  }
}
