import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { until } from './until.js';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** One process of the built product, as an operator starts it. */
export class ProductProcess {
  private static readonly alive = new Set<ChildProcess>();
  private heard = '';
  private complained = '';

  private constructor(
    readonly child: ChildProcess,
    /** Its exit code; null where a signal ended it. */
    readonly exited: Promise<number | null>,
  ) {}

  /** Starts it and waits until it is at work. */
  static async start(role: 'main' | 'worker' | 'all', env: Record<string, string>): Promise<ProductProcess> {
    const started = ProductProcess.launch(role, env);
    await until(() => started.isAtWork || started.child.exitCode !== null, 60_000);
    if (!started.isAtWork) throw new Error(`The process ended: ${started.complained}`);
    return started;
  }

  static launch(role: 'main' | 'worker' | 'all', env: Record<string, string>): ProductProcess {
    const child = spawn(process.execPath, ['dist/src/main.js'], {
      cwd: ROOT,
      env: { PATH: process.env['PATH'], NODE_NO_WARNINGS: '1', LOG_LEVEL: 'silent', PORT: '0', ROLE: role, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const made = new ProductProcess(
      child,
      once(child, 'close').then(([code]) => code as number | null),
    );
    child.stdout.on('data', (chunk: Buffer) => (made.heard += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (made.complained += chunk.toString()));
    this.alive.add(child);
    void made.exited.then(() => this.alive.delete(child));
    return made;
  }

  /** For the end of a suite: nothing of it stays. */
  static killAll(): void {
    this.alive.forEach((child) => child.kill('SIGKILL'));
  }

  get isAtWork(): boolean {
    return /is ready|is at work/.test(this.heard);
  }

  /** Everything it has said so far. */
  get words(): string {
    return this.heard + this.complained;
  }

  get origin(): string {
    return /API +(http:\/\/[\d.]+:\d+)/.exec(this.heard)?.[1] ?? '';
  }

  /** As the kernel does when memory runs out. */
  async kill(): Promise<void> {
    this.child.kill('SIGKILL');
    await this.exited;
  }
}
