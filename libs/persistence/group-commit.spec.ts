import { setImmediate as turn } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { GroupCommit } from './group-commit.js';

/** Writes when it is told to, and remembers the groups. */
class Writer {
  readonly groups: number[][] = [];
  private readonly ends: PromiseWithResolvers<void>[] = [];

  readonly commit = new GroupCommit<number>((entries) => {
    this.groups.push([...entries]);
    const end = Promise.withResolvers<void>();
    this.ends.push(end);
    return end.promise;
  });

  end(group: number, error?: Error): void {
    if (error) this.ends[group]!.reject(error);
    else this.ends[group]!.resolve();
  }
}

async function stateOf(promise: Promise<void>): Promise<string> {
  return Promise.race([
    promise.then(
      () => 'durable',
      () => 'failed',
    ),
    turn('waiting'),
  ]);
}

describe('a group commit', () => {
  it('writes what comes in one turn together, and tells everybody when it is durable', async () => {
    const writer = new Writer();
    const waiting = [writer.commit.add(1), writer.commit.add(2), writer.commit.add(3)];
    await turn();
    expect(writer.groups).toEqual([[1, 2, 3]]);
    expect(await Promise.all(waiting.map(stateOf))).toEqual(['waiting', 'waiting', 'waiting']);

    writer.end(0);

    await expect(Promise.all(waiting)).resolves.toHaveLength(3);
  });

  it('lets what comes meanwhile wait for the next group', async () => {
    const writer = new Writer();
    const first = writer.commit.add(1);
    await turn();
    const others = [writer.commit.add(2), writer.commit.add(3)];
    await turn();
    expect(writer.groups).toEqual([[1]]);

    writer.end(0);
    await first;
    await turn();
    await turn();

    expect(writer.groups).toEqual([[1], [2, 3]]);
    expect(await stateOf(others[0]!)).toBe('waiting');
    writer.end(1);
    await Promise.all(others);
  });

  it('fails everybody of a group that could not be written, and nobody else', async () => {
    const writer = new Writer();
    const failing = [writer.commit.add(1), writer.commit.add(2)];
    await turn();
    const next = writer.commit.add(3);
    writer.end(0, new Error('disk full'));

    await expect(Promise.allSettled(failing)).resolves.toEqual([
      { status: 'rejected', reason: new Error('disk full') },
      { status: 'rejected', reason: new Error('disk full') },
    ]);
    await turn();
    await turn();
    writer.end(1);
    await expect(next).resolves.toBeUndefined();
  });
});
