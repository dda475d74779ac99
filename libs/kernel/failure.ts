import { DomainError } from './domain-error.js';

/**
 * What may be kept of an error where people can read it later: its kind, its code and the constraint that it names. A
 * driver's message can quote the values it was given, and so can the runtime's, so only refusals of our own keep theirs.
 */
export function describeFailure(error: unknown): string {
  if (error instanceof DomainError) return `${error.name}: ${error.message}`;
  if (!(error instanceof Error)) return 'unknown failure';
  const { code, constraint } = error as { code?: unknown; constraint?: unknown };
  return [error.name, code, constraint].filter((part) => typeof part === 'string').join(' ');
}

/** An error that is safe to be stored or logged: what `describeFailure` says, and the places in the code. */
export function presentable(error: unknown): Error {
  const safe = new Error(describeFailure(error));
  const frames = error instanceof Error ? (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line)) : [];
  safe.stack = [safe.message, ...frames].join('\n');
  return safe;
}
