import { type Logger, pino } from 'pino';

/**
 * Structured log lines on standard output; the callers keep personal data out of them. Lines are handed over while
 * requests go on and several at a time under load; what is left when the process ends is written then.
 */
export function createLogger(level: string): Logger {
  const output = pino.destination({ fd: 1, sync: false });
  const redact = ['*.authorization', '*.password', '*.token'];
  process.once('exit', () => output.flushSync());
  return pino({ level, base: undefined, timestamp: pino.stdTimeFunctions.isoTime, redact }, output);
}
