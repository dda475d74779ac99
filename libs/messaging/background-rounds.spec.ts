import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { BackgroundRounds } from './background-rounds.js';

const courtesy = async (): Promise<void> => undefined;

/** Rounds that do what is left, piece by piece. */
class Pile {
  readonly name = 'test.pile';
  done = 0;
  failing = false;

  constructor(
    public left: number,
    readonly pause = 60_000,
  ) {}

  async round(): Promise<boolean> {
    if (this.failing) throw Object.assign(new Error('value of a row'), { code: '57P01' });
    if (this.left > 0) {
      this.left -= 1;
      this.done += 1;
    }
    return this.left > 0;
  }
}

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await sleep(5);
}

describe('rounds in the background', () => {
  it('follow each other while there is something to do, and are not made before the start', async () => {
    const [rounds, pile] = [new BackgroundRounds(() => undefined, courtesy), new Pile(3)];
    rounds.add(pile);
    expect(pile.done).toBe(0);

    rounds.start();
    await until(() => pile.done === 3);
    await rounds.stop();
  });

  it('are made once more at the end, without waiting for the pause to be over', async () => {
    const [rounds, pile] = [new BackgroundRounds(() => undefined, courtesy), new Pile(1)];
    rounds.add(pile);
    rounds.start();
    await until(() => pile.done === 1);
    pile.left = 2;

    await rounds.stop();

    expect(pile.done).toBe(3);
  });

  it('go on after a failure, which is told once and without values', async () => {
    const said: string[] = [];
    const [rounds, pile] = [new BackgroundRounds((line) => said.push(line), courtesy), new Pile(2, 5)];
    pile.failing = true;
    rounds.add(pile);
    rounds.start();
    await sleep(60);
    pile.failing = false;
    await until(() => pile.done === 2);
    await rounds.stop();

    expect(said).toEqual(['test.pile: pauses after Error 57P01']);
  });

  it('leave what is left to the next process where the last round fails', async () => {
    const [rounds, pile] = [new BackgroundRounds(() => undefined, courtesy), new Pile(1)];
    rounds.add(pile);
    rounds.start();
    await until(() => pile.done === 1);
    pile.failing = true;

    await expect(rounds.stop()).resolves.toBeUndefined();
  });
});
