import { type DynamicModule, Global, Module, type OnModuleDestroy } from '@nestjs/common';
import { Sql } from '#persistence';
import { wireAs } from '#wiring';
import { SentMessagesController } from './adapters/http/sent-messages.controller.js';
import { SmtpCarrier } from './adapters/mail/smtp.carrier.js';
import { SqlDeliveries } from './adapters/persistence/deliveries.sql.js';
import { KeptMessagesCarrier } from './adapters/persistence/kept-messages.carrier.js';
import { DeliverMessage } from './application/deliver-message.js';
import { type Carrier, Carriers, Deliveries } from './application/ports.js';
import { NotificationsFacade, type OutgoingMessage } from './notifications.facade.js';

/** Which providers this installation has. */
export interface NotificationOptions {
  /** Unset: messages are kept for a developer to read instead of sent. */
  smtpUrl?: string;
  mailFrom: string;
}

class InstalledCarriers extends Carriers implements OnModuleDestroy {
  constructor(
    private readonly carriers: Partial<Record<OutgoingMessage['channel'], Carrier>>,
    private readonly release: () => void = () => undefined,
  ) {
    super();
  }

  onModuleDestroy(): void {
    this.release();
  }

  override of(channel: OutgoingMessage['channel']): Carrier | undefined {
    return this.carriers[channel];
  }
}

function carriersFor({ smtpUrl, mailFrom }: NotificationOptions, sql: Sql): Carriers {
  if (smtpUrl !== undefined) {
    const smtp = new SmtpCarrier(smtpUrl, mailFrom);
    return new InstalledCarriers({ email: smtp }, () => smtp.close());
  }
  const kept = new KeptMessagesCarrier(sql);
  return new InstalledCarriers({ email: kept, sms: kept });
}

@Global()
@Module({})
export class NotificationsModule {
  static with(options: NotificationOptions): DynamicModule {
    return {
      module: NotificationsModule,
      controllers: [SentMessagesController],
      providers: [
        { provide: Carriers, useFactory: (sql: Sql) => carriersFor(options, sql), inject: [Sql] },
        wireAs(Deliveries, SqlDeliveries, Sql),
        wireAs(NotificationsFacade, DeliverMessage, Carriers, Deliveries),
      ],
      exports: [NotificationsFacade],
    };
  }
}
