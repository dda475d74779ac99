import { connect, createServer, type Server, type Socket } from 'node:net';

/** The line between a process and its database, which a test can cut and mend. */
export class Wire {
  private server?: Server;
  private readonly sockets = new Set<Socket>();

  private constructor(
    private readonly host: string,
    private readonly target: number,
    public port: number,
  ) {}

  static async to(host: string, port: number): Promise<Wire> {
    const wire = new Wire(host, port, 0);
    await wire.mend();
    return wire;
  }

  /** Breaks every connection; new ones are accepted. */
  breakConnections(): void {
    this.sockets.forEach((socket) => socket.destroy());
    this.sockets.clear();
  }

  /** Breaks every connection, and refuses new ones. */
  async cut(): Promise<void> {
    const { server } = this;
    this.server = undefined;
    if (!server) return;
    const closed = new Promise((resolve) => server.close(resolve));
    this.breakConnections();
    await closed;
  }

  async mend(): Promise<void> {
    if (this.server) return;
    const server = createServer((near) => {
      const far = connect(this.target, this.host);
      for (const [one, other] of [
        [near, far],
        [far, near],
      ] as const) {
        this.sockets.add(one);
        one.on('error', () => other.destroy());
        one.on('close', () => other.destroy());
        one.pipe(other);
      }
    });
    await new Promise<void>((resolve) => server.listen(this.port, '127.0.0.1', resolve));
    this.port = (server.address() as { port: number }).port;
    this.server = server;
  }
}
