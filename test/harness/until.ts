import { setTimeout as pause } from 'node:timers/promises';

const PATIENCE_MS = 20_000;

/** Asks again until the answer is yes; gives up before the test's own time limit would leave the asking behind. */
export async function until(holds: () => boolean | Promise<boolean>, patience = PATIENCE_MS): Promise<void> {
  const deadline = performance.now() + patience;
  while (!(await holds())) {
    if (performance.now() > deadline) throw new Error(`Still not so after ${patience} ms: ${holds.toString()}`);
    await pause(20);
  }
}
