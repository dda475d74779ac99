import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { setTimeout as pause } from 'node:timers/promises';
import PostalMime, { type Email } from 'postal-mime';
import { SMTPServer, type SMTPServerDataStream } from 'smtp-server';

/** How the server behaves: it may not answer to a recipient's name at all, or not once it has the message. */
export type Manners = 'accepts' | 'ignores' | 'goes-silent' | 'hangs-up';

/** A mail server on loopback that keeps what it was given, and misbehaves where told to. */
export class MailServer {
  readonly received: Email[] = [];
  /** Nobody of these addresses is known here. */
  readonly unknown = new Set<string>();
  manners: Manners = 'accepts';
  /** Milliseconds until it says that it has a message. */
  delay = 0;
  /** Names of recipients that it was told. */
  asked = 0;
  private server?: SMTPServer;
  private port = 0;

  get url(): string {
    return `smtp://127.0.0.1:${this.port}`;
  }

  get connections(): number {
    return this.server?.connections.size ?? 0;
  }

  /** Those to one recipient, in the order in which they came. */
  to(address: string): Email[] {
    return this.received.filter((email) => email.to?.some((each) => each.address === address));
  }

  /** Listens; on the same port as before, if it did before. */
  async start(): Promise<this> {
    this.server = new SMTPServer({
      authOptional: true,
      disabledCommands: ['STARTTLS', 'AUTH'],
      closeTimeout: 100,
      onRcptTo: ({ address }, _, answer) => this.meet(address, answer),
      // A sender that dies within a message has not sent one.
      onData: (stream, _, answer) =>
        void this.take(stream).then(
          () => this.answer(answer),
          () => undefined,
        ),
    });
    this.server.on('error', () => undefined);
    const listening = this.server.listen(this.port, '127.0.0.1');
    if (!listening.listening) await once(listening, 'listening');
    this.port = (listening.address() as AddressInfo).port;
    return this;
  }

  async stop(): Promise<void> {
    const { server } = this;
    this.server = undefined;
    if (!server) return;
    await new Promise<void>((done) => {
      server.close(() => done());
      this.hangUp(server);
    });
  }

  private meet(address: string, answer: (refusal?: Error | null) => void): void {
    this.asked += 1;
    if (this.manners === 'ignores') return;
    answer(this.unknown.has(address) ? Object.assign(new Error(`No ${address} here`), { responseCode: 550 }) : null);
  }

  private async take(stream: SMTPServerDataStream): Promise<void> {
    this.received.push(await PostalMime.parse(await buffer(stream)));
    if (this.delay > 0) await pause(this.delay);
  }

  private answer(answer: () => void): void {
    if (this.manners === 'accepts') answer();
    if (this.manners === 'hangs-up') this.hangUp(this.server!);
  }

  private hangUp(server: SMTPServer): void {
    for (const { _socket } of server.connections) _socket.destroy();
  }
}
