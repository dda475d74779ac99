/** Says one line about something that went wrong or is well again. Never personal data. */
export type Report = (line: string) => void;

/** Settles when it is this work's turn. */
export type Courtesy = () => Promise<void>;

/** Where work waits. Exactly one of the stores is used: Redis where its address is given, else PostgreSQL. */
export interface StoreSettings {
  redisUrl?: string | undefined;
  /** PostgreSQL, as the application's own role and not through a transaction-pooling proxy: it listens. */
  postgresUrl?: string | undefined;
  /** Put before every key in Redis. */
  redisPrefix?: string;
}

/** How patient messaging is, in milliseconds where nothing else is said. */
export interface Timing {
  /** How often the relay looks without being woken. */
  poll: number;
  /** The longest pause of the relay after a failure. */
  longestPause: number;
  /** Events or deliveries in one round trip: few enough that requests beside it notice nothing. */
  batch: number;
  /** After that long a delivery that was sent and is not done is looked after. */
  resendAfter: number;
  /** How long adding jobs to the store may take. */
  publishTimeout: number;
  /** How often a delivery is tried before it is set aside. */
  attempts: number;
  /** Pause after the first failed try; doubled after each further one. */
  firstBackoff: number;
  /** Deliveries that one worker handles at a time. */
  concurrency: number;
  /** How often somebody checks that every schedule is still there. */
  scheduleCheck: number;
  /** How long a job stays with a worker that gives no sign of life. */
  lockDuration: number;
  /** How often workers look for jobs of dead workers. */
  stalledInterval: number;
  /** Pause of a worker that can't reach the store. */
  storeRetry: number;
}

export const DEFAULT_TIMING: Timing = {
  poll: 500,
  longestPause: 5_000,
  batch: 200,
  resendAfter: 30_000,
  publishTimeout: 5_000,
  attempts: 8,
  firstBackoff: 1_000,
  concurrency: 10,
  scheduleCheck: 10_000,
  lockDuration: 30_000,
  stalledInterval: 15_000,
  storeRetry: 1_000,
};
