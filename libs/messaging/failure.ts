import { DomainError } from '#kernel';

/** True where the failure is nobody's fault and passes by itself. */
export function isOutage(error: unknown): boolean {
  return error instanceof DomainError && error.kind === 'unavailable';
}
