import { type DynamicModule, Global, Module, type OnModuleDestroy } from '@nestjs/common';
import { publishMachine } from '#http';
import { Clock, Ids, UnitOfWork } from '#kernel';
import { JobProcessors, Queues } from '#messaging';
import { Entities, Sql } from '#persistence';
import { wire, wireAs } from '#wiring';
import { IcalCalendarWriter } from './adapters/calendar/ical.calendar-writer.js';
import { DeliveryReceiptsController } from './adapters/http/delivery-receipts.controller.js';
import { MessageFigures } from './adapters/http/message-figures.js';
import { MessageTemplatesController } from './adapters/http/message-templates.controller.js';
import { MessagesController } from './adapters/http/messages.controller.js';
import { ReceiptSignatures } from './adapters/http/receipt-signatures.js';
import { SentMessagesController } from './adapters/http/sent-messages.controller.js';
import { DeadMessagesProcessor, JobDeadLetters } from './adapters/jobs/dead-messages.processor.js';
import { DeliveriesUpkeepProcessor, SendMessagesProcessor } from './adapters/jobs/messages.processor.js';
import { SmtpCarrier } from './adapters/mail/smtp.carrier.js';
import { addressOf } from './adapters/mail/sender-address.js';
import { WebhookCarrier } from './adapters/outbound/webhook.carrier.js';
import { SqlDeliveries, SqlReceipts } from './adapters/persistence/deliveries.sql.js';
import { KeptMessagesCarrier } from './adapters/persistence/kept-messages.carrier.js';
import { MessagesQuery } from './adapters/persistence/messages.query.js';
import { MikroOrmMessages, MikroOrmMessageTemplates } from './adapters/persistence/messages.mikro-orm.js';
import { MustacheTemplateLanguage } from './adapters/templates/mustache.template-language.js';
import { ComposeMessages } from './application/compose-messages.js';
import { DeliverMessages } from './application/deliver-messages.js';
import { KeepDeliveriesTidy } from './application/keep-deliveries-tidy.js';
import { CalendarWriter, type Carrier, Carriers, DeadLetters, Deliveries, Receipts, TemplateLanguage } from './application/ports.js';
import { PublishedNotifications } from './application/published-notifications.js';
import { ReplayMessage } from './application/replay-message.js';
import { RequestMessage } from './application/request-message.js';
import { SendDueMessages } from './application/send-due-messages.js';
import { SetMessageTemplate } from './application/set-message-template.js';
import { TakeReceipt } from './application/take-receipt.js';
import type { Channel } from './domain/channel.js';
import { messageMachine } from './domain/message-machine.js';
import { Messages, MessageTemplates } from './domain/messages.js';
import { NotificationsFacade } from './notifications.facade.js';

publishMachine('message', messageMachine);

/** Where messages of one kind go by HTTP. */
export interface SignedTarget {
  url: string;
  secret: string;
}

/** Which providers this installation has. */
export interface NotificationOptions {
  /** Unset: messages are kept for a developer to read instead of sent. */
  smtpUrl?: string;
  mailFrom: string;
  sms?: SignedTarget;
  webhook?: SignedTarget;
  /** Hosts inside of the own network that may be posted to. */
  internalHosts: readonly string[];
  /** With which providers sign their receipts; without it none are taken. */
  receiptsSecret?: string;
}

class InstalledCarriers extends Carriers implements OnModuleDestroy {
  constructor(
    private readonly carriers: Partial<Record<Channel, Carrier>>,
    private readonly opened: readonly { close(): unknown }[],
  ) {
    super();
  }

  async onModuleDestroy(): Promise<void> {
    await Promise.all(this.opened.map((carrier) => carrier.close()));
  }

  override of(channel: Channel): Carrier | undefined {
    return this.carriers[channel];
  }
}

/** Without any provider everything is kept; with one, a channel without its own has none. */
function carriersFor({ smtpUrl, mailFrom, sms, webhook, internalHosts: allowedHosts }: NotificationOptions, sql: Sql): Carriers {
  const opened = {
    ...(smtpUrl === undefined ? {} : { email: new SmtpCarrier(smtpUrl, mailFrom) }),
    ...(sms ? { sms: new WebhookCarrier({ ...sms, allowedHosts }) } : {}),
    ...(webhook ? { webhook: new WebhookCarrier({ ...webhook, allowedHosts }) } : {}),
  };
  if (Object.keys(opened).length > 0) return new InstalledCarriers(opened, Object.values(opened));
  const kept = new KeptMessagesCarrier(sql);
  return new InstalledCarriers({ email: kept, sms: kept, webhook: kept }, []);
}

const useCases = [
  wire(ComposeMessages, MessageTemplates, TemplateLanguage, CalendarWriter),
  wire(DeliverMessages, Carriers, Deliveries),
  wire(RequestMessage, Messages, Ids, Clock),
  wire(SendDueMessages, UnitOfWork, Messages, ComposeMessages, DeliverMessages, DeadLetters, Clock),
  wire(ReplayMessage, UnitOfWork, Messages, Clock),
  wire(TakeReceipt, UnitOfWork, Receipts, Messages, Clock),
  wire(KeepDeliveriesTidy, Deliveries, Receipts, Clock),
  wire(SetMessageTemplate, UnitOfWork, MessageTemplates, TemplateLanguage, Ids),
  wireAs(NotificationsFacade, PublishedNotifications, DeliverMessages, ComposeMessages, RequestMessage),
];

/** Messages to people: what is said, by which provider, and what became of it. */
@Global()
@Module({})
export class NotificationsModule {
  static with(options: NotificationOptions): DynamicModule {
    const calendarWriter = (clock: Clock): CalendarWriter => new IcalCalendarWriter(addressOf(options.mailFrom), () => clock.now());
    return {
      module: NotificationsModule,
      controllers: [SentMessagesController, MessagesController, MessageTemplatesController, DeliveryReceiptsController],
      providers: [
        { provide: Carriers, useFactory: (sql: Sql) => carriersFor(options, sql), inject: [Sql] },
        { provide: CalendarWriter, useFactory: calendarWriter, inject: [Clock] },
        { provide: ReceiptSignatures, useValue: new ReceiptSignatures(options.receiptsSecret) },
        { provide: TemplateLanguage, useClass: MustacheTemplateLanguage },
        wireAs(Deliveries, SqlDeliveries, Sql),
        wireAs(Receipts, SqlReceipts, Sql, Entities),
        wireAs(Messages, MikroOrmMessages, Entities, Sql),
        wireAs(MessageTemplates, MikroOrmMessageTemplates, Entities, Sql),
        wireAs(DeadLetters, JobDeadLetters, Queues),
        wire(MessagesQuery, Sql),
        MessageFigures,
        ...useCases,
      ],
      exports: [NotificationsFacade],
    };
  }

  constructor(processors: JobProcessors, send: SendDueMessages, replay: ReplayMessage, keepTidy: KeepDeliveriesTidy) {
    processors.add(new SendMessagesProcessor(send));
    processors.add(new DeadMessagesProcessor(replay));
    processors.add(new DeliveriesUpkeepProcessor(keepTidy));
  }
}
