/** Running numbers for medical record numbers: each once, gaps allowed. */
export abstract class MrnNumbers {
  abstract take(): Promise<bigint>;
}
