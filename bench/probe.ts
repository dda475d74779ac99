import { setTimeout as pause } from 'node:timers/promises';
import type { Wanted } from './operations.js';

/** What a request cost whose pace others set. */
export interface Latency {
  requests: number;
  /** Milliseconds. */
  p50: number;
  p99: number;
  /** Answers without 2xx, and none. */
  failed: number;
}

/** A kind of request, and how many of it a second. */
export interface Pace {
  perSecond: number;
  next(): Wanted;
}

/** Sends requests at a fixed pace, far from what the server could do, whatever becomes of those before. */
export class Probe {
  private readonly took: number[] = [];
  private readonly open = new Set<Promise<void>>();
  private failed = 0;

  constructor(
    private readonly origin: string,
    private readonly token: string,
  ) {}

  /** Until it is told to end; what is under way then counts as well. */
  async drive({ perSecond, next }: Pace, end: AbortSignal): Promise<Latency> {
    const began = performance.now();
    for (let count = 1; !end.aborted; count++) {
      const asked = this.ask(next()).finally(() => this.open.delete(asked));
      this.open.add(asked);
      await pause(Math.max(0, began + (count * 1_000) / perSecond - performance.now()), undefined, { signal: end }).catch(() => undefined);
    }
    await Promise.all(this.open);
    return latencyOf(this.took, this.failed);
  }

  private async ask({ method, path, headers, body }: Wanted): Promise<void> {
    const began = performance.now();
    try {
      const all = { authorization: `Bearer ${this.token}`, ...headers };
      const answer = await fetch(this.origin + path, { method, headers: all, ...(body === undefined ? {} : { body }) });
      await answer.arrayBuffer();
      if (!answer.ok) this.failed += 1;
    } catch {
      this.failed += 1;
    }
    this.took.push(performance.now() - began);
  }
}

/** @param took milliseconds of each request */
export function latencyOf(took: readonly number[], failed: number): Latency {
  const sorted = took.toSorted((a, b) => a - b);
  const at = (share: number): number => Math.round((sorted[Math.ceil(sorted.length * share) - 1] ?? Number.NaN) * 10) / 10;
  return { requests: sorted.length, p50: at(0.5), p99: at(0.99), failed };
}
