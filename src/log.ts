import { type Logger, pino } from 'pino';

/** Structured log lines on standard output; the callers keep personal data out of them. */
export function createLogger(level: string): Logger {
  return pino({ level, base: undefined, timestamp: pino.stdTimeFunctions.isoTime, redact: ['*.authorization', '*.password', '*.token'] });
}
