import autocannon from 'autocannon';
import type { Contender, Operation, OperationName } from './operations.js';

/** What one contender did in one round of one operation. */
export interface Round {
  /** Answers with 2xx per second. */
  rate: number;
  /** Milliseconds. */
  p50: number;
  p99: number;
  /** Answers without 2xx, and connection errors. */
  failed: number;
}

export type Rounds = Record<OperationName, Record<string, Round[]>>;

const CONNECTIONS = 32;
const WARM_UP_SECONDS = 2;

async function drive(contender: Contender, operation: Operation, seconds: number): Promise<Round> {
  const result = await autocannon({
    url: contender.origin,
    connections: CONNECTIONS,
    duration: seconds,
    requests: [
      {
        setupRequest: (request) => {
          const { headers = {}, ...wanted } = operation.next();
          return { ...request, ...wanted, headers: { ...request.headers, authorization: `Bearer ${contender.token}`, ...headers } };
        },
      },
    ],
  });
  const { latency, duration, non2xx, errors, timeouts } = result;
  return { rate: result['2xx'] / duration, p50: latency.p50, p99: latency.p99, failed: non2xx + errors + timeouts };
}

/**
 * Drives every operation on every contender, interleaved, so that whatever else the machine does
 * falls on all alike. Who begins alternates from round to round.
 */
export async function contest(
  contenders: Contender[],
  operations: Operation[],
  { rounds, seconds }: { rounds: number; seconds: number },
  say: (line: string) => void,
): Promise<Rounds> {
  const done = Object.fromEntries(
    operations.map(({ name }) => [name, Object.fromEntries(takingPart(contenders, name).map((one) => [one.name, []]))]),
  ) as unknown as Rounds;
  for (const operation of operations) {
    for (const contender of takingPart(contenders, operation.name)) await drive(contender, operation, WARM_UP_SECONDS);
  }
  for (let round = 0; round < rounds; round++) {
    for (const operation of operations) {
      const inTurn = takingPart(contenders, operation.name);
      for (const contender of round % 2 === 0 ? inTurn : inTurn.toReversed()) {
        const result = await drive(contender, operation, seconds);
        done[operation.name][contender.name]!.push(result);
        say(`round ${round + 1} ${operation.name} ${contender.name}: ${Math.round(result.rate)}/s, ${result.failed} failed`);
      }
    }
  }
  return done;
}

function takingPart(contenders: Contender[], operation: OperationName): Contender[] {
  return contenders.filter(({ only }) => !only || only.includes(operation));
}

export function median(values: number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
