import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { Redis } from 'ioredis';

/** Whether this machine can start a Redis at all. */
export function redisIsInstalled(): boolean {
  return spawnSync('redis-server', ['--version']).status === 0;
}

/** A Redis for one suite, that nobody minds being emptied. */
export class ThrowawayRedis {
  private constructor(
    readonly url: string,
    private readonly server: ChildProcess,
  ) {}

  static async start(): Promise<ThrowawayRedis> {
    const probe = createServer().listen(0, '127.0.0.1');
    await once(probe, 'listening');
    const { port } = probe.address() as AddressInfo;
    probe.close();
    await once(probe, 'close');
    const flags = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'];
    const redis = new ThrowawayRedis(`redis://127.0.0.1:${port}`, spawn('redis-server', flags, { stdio: 'ignore' }));
    await redis.ask((client) => client.ping());
    return redis;
  }

  /** Everything it knew is gone, as after a crash without persistence. */
  async empty(): Promise<void> {
    await this.ask((client) => client.flushall());
  }

  async stop(): Promise<void> {
    this.server.kill('SIGKILL');
    await once(this.server, 'exit');
  }

  private async ask(question: (client: Redis) => Promise<unknown>): Promise<void> {
    const client = new Redis(this.url, { retryStrategy: () => 20 });
    client.on('error', () => undefined);
    await question(client);
    client.disconnect();
  }
}
