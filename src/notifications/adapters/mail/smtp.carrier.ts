import nodemailer, { type Transporter } from 'nodemailer';
import { Carrier } from '../../application/ports.js';
import type { OutgoingMessage } from '../../notifications.facade.js';

/** Milliseconds for each step of the conversation with the mail server. */
const PATIENCE = 10_000;

/** E-mail by SMTP, over a few kept-open connections. */
export class SmtpCarrier extends Carrier {
  private readonly transport: Transporter;

  constructor(
    url: string,
    private readonly from: string,
  ) {
    super();
    const timeouts = { connectionTimeout: PATIENCE, greetingTimeout: PATIENCE, socketTimeout: PATIENCE };
    this.transport = nodemailer.createTransport({ url, pool: true, maxConnections: 5, ...timeouts } as never);
  }

  override async carry({ to, subject, text }: OutgoingMessage, messageId: string): Promise<void> {
    await this.transport.sendMail({ from: this.from, to: { name: '', address: to }, subject, text, messageId: `<${messageId}>` });
  }

  close(): void {
    this.transport.close();
  }
}
