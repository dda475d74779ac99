import { DomainError } from '#kernel';

/**
 * What may be kept of an error where people can read it later: its kind and the place in the code.
 * A driver's message can quote the values it was given, so only refusals of our own keep theirs.
 */
export function describeFailure(error: unknown): string {
  if (error instanceof DomainError) return `${error.name}: ${error.message}`;
  if (!(error instanceof Error)) return 'unknown failure';
  const { code } = error as { code?: unknown };
  return typeof code === 'string' ? `${error.name} ${code}` : error.name;
}

/** An error that is safe to be stored with a job. */
export function presentable(error: unknown): Error {
  const safe = new Error(describeFailure(error));
  const frames = error instanceof Error ? (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line)) : [];
  safe.stack = [safe.message, ...frames].join('\n');
  return safe;
}

/** True where the failure is nobody's fault and passes by itself. */
export function isOutage(error: unknown): boolean {
  return error instanceof DomainError && error.kind === 'unavailable';
}
