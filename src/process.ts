import { GracefulExit } from '#wiring';
import { readConfig, WrongConfiguration } from './config.js';
import type { Running } from './start.js';

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** The one line that tells the person at the terminal why there is no process. */
function reasonOf(error: unknown): string {
  if (error instanceof WrongConfiguration) return `Wrong configuration: ${error.message}`;
  const { code, address, port, message } = error as NodeJS.ErrnoException & { address?: string; port?: number };
  const place = port === undefined ? '' : ` ${address ?? ''}:${port}`;
  if (code === 'EADDRINUSE') return `The address${place} is taken: set PORT to a free one.`;
  if (code === 'EACCES' || code === 'EADDRNOTAVAIL') return `Listening on${place} is not possible (${code}): set HOST and PORT.`;
  return (message ?? String(error)).split('\n', 1)[0] ?? 'unknown reason';
}

function announce({ role, origin }: Running): void {
  if (role === 'worker') return say(`Aceso worker is at work, and watched at ${origin}/health/ready.`);
  say(`Aceso is ready.
  API              ${origin}/api/v1
  Documentation    ${origin}/docs
  Queue dashboard  ${origin}/admin/queues`);
}

/** Runs one process of the product until a signal ends it. */
export async function runProcess(environment: Record<string, string | undefined>): Promise<void> {
  try {
    const config = readConfig(environment);
    // Only now, since loading everything takes longer than telling that a variable is wrong.
    const { start } = await import('./start.js');
    const starting = start(config, say);
    new GracefulExit({ steps: starting.then(({ drain }) => drain), say }).listen();
    announce(await starting);
  } catch (error) {
    process.stderr.write(`Aceso did not start. ${reasonOf(error)}\n`);
    process.exit(1);
  }
}
