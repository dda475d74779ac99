/** Milliseconds of one window. All processes agree on its bounds: windows begin with each minute of the clock. */
export const WINDOW = 60_000;
/** Callers that one process counts within a window; beyond that the first ones counted are forgotten. */
const MOST_CALLERS = 100_000;

/** How often one caller came within the current window. */
export interface Usage {
  /** Requests that this process has seen. */
  own: number;
  /** How many of them the other processes have been told of. */
  told: number;
  /** Requests that the other processes have told of. */
  others: number;
}

/**
 * Counts requests by caller in fixed windows, in this process's memory: a look-up and an addition, no promise and no
 * timer, since it stands in the way of every request.
 */
export class Windows {
  private current = new Map<string, Usage>();
  private window = 0;

  constructor(private readonly mostCallers = MOST_CALLERS) {}

  /** Counts one request at a time (milliseconds since 1970). */
  count(caller: string, at: number): Usage {
    this.roll(at);
    let usage = this.current.get(caller);
    if (!usage) {
      usage = { own: 0, told: 0, others: 0 };
      if (this.current.size >= this.mostCallers) this.forgetFirst();
      this.current.set(caller, usage);
    }
    usage.own++;
    return usage;
  }

  /** Start of the current window, in milliseconds since 1970, and who was counted in it. */
  state(at: number): { window: number; callers: ReadonlyMap<string, Usage> } {
    this.roll(at);
    return { window: this.window, callers: this.current };
  }

  private roll(at: number): void {
    if (at - this.window < WINDOW && at >= this.window) return;
    this.window = at - (at % WINDOW);
    this.current = new Map();
  }

  private forgetFirst(): void {
    const [first] = this.current.keys();
    if (first !== undefined) this.current.delete(first);
  }
}
