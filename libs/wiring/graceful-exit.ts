/** One step of the way down; each is done before the next begins. */
export interface DrainStep {
  readonly name: string;
  /** @param remainingMilliseconds until the deadline of the whole way down */
  run(remainingMilliseconds: number): Promise<void>;
}

/** What a way down needs of the process it ends; Node's `process` fits. */
export interface EndingProcess {
  on(signal: 'SIGINT' | 'SIGTERM', listener: (signal: NodeJS.Signals) => void): unknown;
  exit(code: number): unknown;
}

export interface GracefulExitOptions {
  /** A promise where the process is still coming up: it is waited for, then taken down. */
  readonly steps: readonly DrainStep[] | Promise<readonly DrainStep[]>;
  /** For all steps together, in milliseconds; 8 seconds without it. */
  readonly deadline?: number;
  /** Hears one line for everything that did not go well. */
  readonly say: (line: string) => void;
  readonly process?: EndingProcess;
  /** A clock in milliseconds that never goes back. */
  readonly now?: () => number;
}

const DEADLINE = 8_000;

/** Ctrl-C under npm arrives twice, from the terminal and again from npm: only later ones mean that somebody is impatient. */
const SAME_SIGNAL_WITHIN = 1_000;

type Outcome = 'done' | 'failed' | 'late';

/**
 * Ends the process in order at SIGTERM or SIGINT. Nest gives no order between shutdown hooks of one module, so the steps
 * stand here one after the other. A step that fails is told and the next one runs. Exit code 0 when every step was done;
 * 1 when one failed, when the deadline passed or when a second signal asked for an end at once.
 */
export class GracefulExit {
  readonly #steps: Promise<readonly DrainStep[]>;
  readonly #deadline: number;
  readonly #say: (line: string) => void;
  readonly #process: EndingProcess;
  readonly #now: () => number;
  #beganAt: number | undefined;

  constructor({ steps, deadline = DEADLINE, say, process: ending = process, now = () => performance.now() }: GracefulExitOptions) {
    this.#steps = Promise.resolve(steps);
    // A start that fails is told by whoever started.
    this.#steps.catch(() => undefined);
    this.#deadline = deadline;
    this.#say = say;
    this.#process = ending;
    this.#now = now;
  }

  /** From now on the signals lead down the steps. */
  listen(): void {
    const onSignal = (signal: NodeJS.Signals): void => {
      if (this.#beganAt === undefined) void this.begin();
      else if (this.#now() - this.#beganAt >= SAME_SIGNAL_WITHIN) {
        this.#say(`A second ${signal}: ending at once`);
        this.#process.exit(1);
      }
    };
    this.#process.on('SIGINT', onSignal);
    this.#process.on('SIGTERM', onSignal);
  }

  /** Goes down the steps and ends the process, as at a signal. */
  async begin(): Promise<void> {
    if (this.#beganAt !== undefined) return;
    this.#beganAt = this.#now();
    this.#process.exit((await this.#drain(this.#beganAt + this.#deadline)) ? 0 : 1);
  }

  async #drain(until: number): Promise<boolean> {
    let steps: readonly DrainStep[] = [];
    const comingUp: DrainStep = { name: 'coming up', run: async () => void (steps = await this.#steps) };
    const outcome = await this.#run(comingUp, until);
    if (outcome === 'late') this.#say(`Not up within ${this.#deadline} ms`);
    return (await this.#goDown(steps, until)) && outcome === 'done';
  }

  async #goDown(steps: readonly DrainStep[], until: number): Promise<boolean> {
    let done = true;
    for (const [index, step] of steps.entries()) {
      const outcome = await this.#run(step, until);
      if (outcome === 'late') {
        const left = steps.slice(index).map(({ name }) => name);
        this.#say(`Not done within ${this.#deadline} ms, left undone: ${left.join(', ')}`);
        return false;
      }
      done &&= outcome === 'done';
    }
    return done;
  }

  async #run(step: DrainStep, until: number): Promise<Outcome> {
    const remaining = until - this.#now();
    if (remaining <= 0) return 'late';
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<Outcome>((resolve) => {
      timer = setTimeout(() => resolve('late'), remaining);
    });
    try {
      return await Promise.race([step.run(remaining).then((): Outcome => 'done'), late]);
    } catch (error) {
      this.#say(`Failed while ${step.name}: ${error instanceof Error ? error.message.replaceAll(/\s*\n\s*/g, ' · ') : String(error)}`);
      return 'failed';
    } finally {
      clearTimeout(timer);
    }
  }
}
