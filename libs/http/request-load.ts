import { setTimeout as sleep } from 'node:timers/promises';

/** Milliseconds over which requests are counted. */
const WINDOW = 200;
/** Requests a second from which on a process has its hands full. */
const MANY = 150;
/** Milliseconds that other work waits at the most, piece by piece, so that it never stands still. */
const LONGEST_WAIT = 250;
const LOOK_AGAIN = 50;

/**
 * How busy a process is with requests. Where one process serves them and does jobs as well, the jobs that nobody waits
 * for let requests go first; they catch up afterwards.
 */
export class RequestLoad {
  private began = 0;
  private count = 0;
  private high = false;

  constructor(private readonly now: () => number = () => performance.now()) {}

  /** Notes one request. */
  note(): void {
    const elapsed = this.now() - this.began;
    if (elapsed >= WINDOW) {
      this.high = (this.count / elapsed) * 1_000 > MANY;
      this.began += elapsed;
      this.count = 0;
    }
    this.count += 1;
  }

  get isHigh(): boolean {
    return this.high && this.now() - this.began < 2 * WINDOW;
  }

  /** Waits until requests let up, but not for long. */
  async letUp(): Promise<void> {
    for (let waited = 0; this.isHigh && waited < LONGEST_WAIT; waited += LOOK_AGAIN) await sleep(LOOK_AGAIN);
  }
}
