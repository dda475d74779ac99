import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

export interface Posted {
  headers: IncomingHttpHeaders;
  body: string;
}

/** A provider of messages on loopback: keeps what is posted to it, and answers as it is told. */
export class MessageSink {
  readonly posted: Posted[] = [];
  /** What it does with a request; without it, it takes the message. */
  manners?: (reply: ServerResponse, posted: Posted) => void;
  private readonly server: Server = createServer((request, reply) => {
    void text(request).then((body) => {
      const posted = { headers: request.headers, body };
      this.posted.push(posted);
      if (this.manners) this.manners(reply, posted);
      else reply.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ id: `provider-${this.posted.length}` }));
    });
  });

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/messages`;
  }

  async start(): Promise<this> {
    this.server.listen(0, '127.0.0.1');
    await once(this.server, 'listening');
    return this;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, 'close');
  }
}
