import { Controller, Get, Query } from '@nestjs/common';
import { cursorKey, DEFAULT_LIMIT, InstantText, Operation, type Page, pageOf, PageQuery, Permission, Reads, Tag, Text } from '#http';
import { instantText, Sql } from '#persistence';

/** A message that was kept instead of sent. */
export class SentMessage {
  @Text({ example: '01990000-0000-7000-8000-000000000001@aceso.invalid' })
  messageId!: string;

  @Text({ example: 'appointment-reminder' })
  kind!: string;

  @Text({ example: 'email' })
  channel!: string;

  @Text({ example: 'ada@example.org' })
  to!: string;

  @Text({ example: 'Your appointment on Monday' })
  subject!: string;

  @Text({ max: 100_000, lines: true })
  text!: string;

  @InstantText()
  sentAt!: string;
}

interface Row extends Omit<SentMessage, 'sentAt'> {
  id: string;
  keptAt: string;
}

@Controller('admin/sent-messages')
@Tag('Sent messages', 'What a developer’s installation would have sent; empty where a provider is set.')
export class SentMessagesController {
  constructor(private readonly sql: Sql) {}

  @Get()
  @Permission('sent-message:read')
  @Reads('sent-message.list')
  @Operation({ summary: 'List kept messages, newest first', page: SentMessage })
  async listSentMessages(@Query() { limit = DEFAULT_LIMIT, cursor }: PageQuery): Promise<Page<SentMessage>> {
    const [before] = cursorKey(cursor, 1) ?? [null];
    const rows = await this.sql.query<Row>(
      `select id, message_id as "messageId", kind, channel, recipient as "to", subject, body as text, kept_at as "keptAt"
       from notifications.kept_messages where $1::bigint is null or id < $1::bigint order by id desc limit $2`,
      [before, limit + 1],
    );
    const shown = ({ id: _, keptAt, ...message }: Row): SentMessage => ({ ...message, sentAt: instantText(keptAt) });
    return pageOf(rows, limit, ({ id }) => [id], shown);
  }
}
