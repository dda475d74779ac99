import nodemailer, { type SendMailOptions, type Transporter } from 'nodemailer';
import { Carrier } from '../../application/ports.js';
import type { OutgoingMessage } from '../../domain/outgoing-message.js';

/** Milliseconds for each step of the conversation with the mail server. */
const PATIENCE = 10_000;
/** Connections kept open; each carries one message at a time. */
const CONNECTIONS = 10;
/** Messages after which a connection is opened anew. */
const MESSAGES_EACH = 1_000;

interface SmtpError {
  code?: string;
  responseCode?: number;
  /** What was being said when it happened. */
  command?: string;
}

/** E-mail by SMTP, over a few kept-open connections. */
export class SmtpCarrier extends Carrier {
  private readonly transport: Transporter;

  constructor(
    url: string,
    private readonly from: string,
  ) {
    super();
    const timeouts = { connectionTimeout: PATIENCE, greetingTimeout: PATIENCE, socketTimeout: PATIENCE };
    const pool = { pool: true, maxConnections: CONNECTIONS, maxMessages: MESSAGES_EACH };
    this.transport = nodemailer.createTransport({ url, ...pool, ...timeouts } as never);
  }

  /** The server's answer is kept by no one: it has no form that could be relied on. */
  override async carry({ to, subject, text, html, calendar }: OutgoingMessage, messageId: string): Promise<undefined> {
    const mail: SendMailOptions = { from: this.from, to: { name: '', address: to }, subject, text, html, messageId: `<${messageId}>` };
    if (calendar) mail.icalEvent = { filename: 'appointment.ics', method: calendar.method, content: calendar.content };
    await this.transport.sendMail(mail);
  }

  /** 5yz is for good (RFC 5321 §4.2.1); silence after the message itself was begun leaves open whether it was taken. */
  override outcomeOf(error: unknown): ReturnType<Carrier['outcomeOf']> {
    const { code, responseCode, command } = error as SmtpError;
    if (responseCode !== undefined) return responseCode >= 500 && code !== 'EAUTH' ? 'refused' : 'failed';
    return command === 'DATA' ? 'unknown' : 'failed';
  }

  close(): void {
    this.transport.close();
  }
}
