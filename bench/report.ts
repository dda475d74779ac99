import { median, type Round, type Rounds } from './contest.js';
import type { OperationName } from './operations.js';

export interface Comparison {
  rounds: Rounds;
  /** Milliseconds from `npm start` to ready, with everything installed and the database there. */
  readyAfter?: number;
  /** Events per second that one worker does afterwards. */
  drained?: number;
  /** Resident MiB after the load. */
  memory: Record<string, number>;
}

/** The product with `AUDIT_READS=off`, which takes part in reading alone. */
export const UNAUDITED = 'without read audit';

/** Medians over the rounds of one operation. */
export interface Figures {
  /** Requests per second. */
  rate: number;
  /** Milliseconds. */
  p50: number;
  p99: number;
  /** Requests without a 2xx, over all rounds. */
  failed: number;
}

export interface Row {
  operation: OperationName;
  columns: Record<string, Figures>;
  /** First column's rate by the second's. */
  ratio: number;
}

function figuresOf(rounds: Round[]): Figures {
  return {
    rate: Math.round(median(rounds.map(({ rate }) => rate))),
    p50: median(rounds.map(({ p50 }) => p50)),
    p99: median(rounds.map(({ p99 }) => p99)),
    failed: rounds.reduce((sum, { failed }) => sum + failed, 0),
  };
}

/**
 * @param sides results by column
 * @param contender whose results each column takes; the one named like the column without it
 */
export function compare(sides: Record<string, Rounds>, contender?: string): Row[] {
  const [first = '', second = ''] = Object.keys(sides);
  const operations = Object.keys(sides[first] ?? {}) as OperationName[];
  return operations.map((operation) => {
    const columns = Object.fromEntries(
      Object.entries(sides).map(([column, rounds]) => [column, figuresOf(rounds[operation][contender ?? column] ?? [])]),
    );
    return { operation, columns, ratio: Math.round((columns[first]!.rate / columns[second]!.rate) * 100) / 100 };
  });
}

/** What the audit of reading costs: how many times as much is read per second without it. */
export function auditCost(rounds: Rounds): Row | undefined {
  const sides = { [UNAUDITED]: rounds, aceso: rounds };
  return compare(sides).find(({ operation }) => operation === 'read');
}

export function table(rows: Row[], columns: string[]): string {
  const head = ['operation', ...columns.flatMap((column) => [`${column} /s`, 'p50 ms', 'p99 ms', 'failed']), 'ratio'];
  const body = rows.map(({ operation, columns: figures, ratio }) => [
    operation,
    ...columns.flatMap((column) => {
      const { rate, p50, p99, failed } = figures[column]!;
      return [rate, p50, p99, failed].map(String);
    }),
    ratio.toFixed(2),
  ]);
  const lines = [head, head.map(() => '---'), ...body];
  return lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

export function memoryLine({ memory, readyAfter, drained }: Comparison): string {
  const resident = Object.entries(memory).map(([name, mebibytes]) => `${name} ${Math.round(mebibytes)} MiB`);
  return `Resident after the load: ${resident.join(', ')}. Ready ${Math.round(readyAfter ?? Number.NaN)} ms after npm start. One worker then does ${Math.round(drained ?? Number.NaN)} events a second.`;
}
