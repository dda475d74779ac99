import { describe, expect, it } from '@jest/globals';
import { EventEmitter } from 'node:events';
import type { DrainStep, EndingProcess } from './graceful-exit.js';
import { GracefulExit } from './graceful-exit.js';

class FakeProcess extends EventEmitter implements EndingProcess {
  readonly codes: number[] = [];
  readonly ended: Promise<number>;
  #end: (code: number) => void = () => undefined;

  constructor() {
    super();
    this.ended = new Promise((resolve) => (this.#end = resolve));
  }

  exit(code: number): void {
    this.codes.push(code);
    this.#end(code);
  }
}

const forever = (): Promise<void> => new Promise(() => undefined);

function goingDown(steps: DrainStep[] | Promise<DrainStep[]>, deadline?: number) {
  const ending = new FakeProcess();
  const lines: string[] = [];
  const clock = { at: 0 };
  new GracefulExit({ steps, deadline, say: (line) => lines.push(line), process: ending, now: () => clock.at }).listen();
  return { ending, lines, clock };
}

describe('ending a process', () => {
  it('runs the steps one after the other and exits with 0', async () => {
    const seen: string[] = [];
    const step = (name: string): DrainStep => ({
      name,
      run: async () => {
        seen.push(`${name} begins`);
        await Promise.resolve();
        seen.push(`${name} ends`);
      },
    });
    const { ending, lines } = goingDown([step('requests'), step('jobs')]);
    ending.emit('SIGTERM', 'SIGTERM');
    expect(await ending.ended).toBe(0);
    expect(seen).toEqual(['requests begins', 'requests ends', 'jobs begins', 'jobs ends']);
    expect(lines).toEqual([]);
  });

  it('goes on after a step that failed, says so in one line and in its exit code', async () => {
    const seen: string[] = [];
    const { ending, lines } = goingDown([
      { name: 'finishing jobs', run: () => Promise.reject(new Error('the queue\n  is away')) },
      { name: 'leaving the database', run: async () => void seen.push('left') },
    ]);
    ending.emit('SIGTERM', 'SIGTERM');
    expect(await ending.ended).toBe(1);
    expect(seen).toEqual(['left']);
    expect(lines).toEqual(['Failed while finishing jobs: the queue · is away']);
  });

  it('goes on after a step that throws before it promises anything', async () => {
    const { ending, lines } = goingDown([
      {
        name: 'finishing jobs',
        run: () => {
          throw new Error('no queue');
        },
      },
    ]);
    ending.emit('SIGTERM', 'SIGTERM');
    expect(await ending.ended).toBe(1);
    expect(lines).toEqual(['Failed while finishing jobs: no queue']);
  });

  it('exits with 1 at the deadline and names what was left undone', async () => {
    const { ending, lines } = goingDown(
      [
        { name: 'finishing requests', run: forever },
        { name: 'finishing jobs', run: forever },
      ],
      5,
    );
    ending.emit('SIGTERM', 'SIGTERM');
    expect(await ending.ended).toBe(1);
    expect(lines).toEqual(['Not done within 5 ms, left undone: finishing requests, finishing jobs']);
  });

  it('takes a process down that was still coming up when the signal came', async () => {
    const seen: string[] = [];
    let up = (_: DrainStep[]): void => undefined;
    const { ending } = goingDown(new Promise<DrainStep[]>((resolve) => (up = resolve)));
    ending.emit('SIGTERM', 'SIGTERM');
    up([{ name: 'leaving the database', run: async () => void seen.push('left') }]);
    expect(await ending.ended).toBe(0);
    expect(seen).toEqual(['left']);
  });

  it('exits with 1 when a process does not come up before the deadline', async () => {
    const { ending, lines } = goingDown(new Promise<DrainStep[]>(() => undefined), 5);
    ending.emit('SIGTERM', 'SIGTERM');
    expect(await ending.ended).toBe(1);
    expect(lines).toEqual(['Not up within 5 ms']);
  });

  it('tells each step how much time is left', async () => {
    const told: number[] = [];
    const { ending, clock } = goingDown(
      [
        {
          name: 'finishing requests',
          run: async (remaining) => {
            told.push(remaining);
            clock.at = 3_000;
          },
        },
        { name: 'finishing jobs', run: async (remaining) => void told.push(remaining) },
      ],
      8_000,
    );
    ending.emit('SIGTERM', 'SIGTERM');
    await ending.ended;
    expect(told).toEqual([8_000, 5_000]);
  });

  it('takes the copy of a Ctrl-C that npm passes on as the same one', async () => {
    let finish = (): void => undefined;
    const finished = new Promise<void>((resolve) => (finish = resolve));
    const { ending, clock } = goingDown([{ name: 'finishing requests', run: () => finished }]);
    ending.emit('SIGINT', 'SIGINT');
    clock.at = 999;
    ending.emit('SIGINT', 'SIGINT');
    expect(ending.codes).toEqual([]);
    finish();
    expect(await ending.ended).toBe(0);
  });

  it('ends at once when somebody is impatient', async () => {
    let finish = (): void => undefined;
    const finished = new Promise<void>((resolve) => (finish = resolve));
    const { ending, lines, clock } = goingDown([{ name: 'finishing requests', run: () => finished }]);
    ending.emit('SIGINT', 'SIGINT');
    clock.at = 1_000;
    ending.emit('SIGINT', 'SIGINT');
    expect(ending.codes).toEqual([1]);
    expect(lines).toEqual(['A second SIGINT: ending at once']);
    finish();
  });
});
