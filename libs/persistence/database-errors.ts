import { OptimisticLockError } from '@mikro-orm/core';
import { type DomainError, StaleVersion, Unavailable } from '#kernel';

interface DriverError {
  code?: string;
  constraint?: string;
  message?: string;
  cause?: unknown;
}

/** SQLSTATE that `platform.expect_rows` raises. */
const LOST_RACE = 'AC001';
const RETRIED = new Set(['40001', '40P01', LOST_RACE]);
const AWAY = /^(08...|57P0[123]|53300|ECONNREFUSED|ECONNRESET|EPIPE|ENOENT|ENOTFOUND|ETIMEDOUT|EAI_AGAIN)$/;
const AWAY_TEXT = /timeout exceeded when trying to connect|Connection terminated|Client has encountered a connection error/;

/** Turns the name of a violated constraint into the refusal that a caller understands. */
export type Translation = (error: { constraint: string; detail?: string }) => DomainError;

const translations = new Map<string, Translation>();

/** Says what the violation of a constraint means. Each repository does so once for its own tables. */
export function explainConstraint(constraint: string, meaning: Translation): void {
  translations.set(constraint, meaning);
}

/** True where the same closure, run again from the start, may well succeed. */
export function isWorthRetrying(error: unknown): boolean {
  return error instanceof OptimisticLockError || RETRIED.has((error as DriverError).code ?? '');
}

function isAway(error: DriverError): boolean {
  return AWAY.test(error.code ?? '') || AWAY_TEXT.test(error.message ?? '');
}

/** The error that leaves the persistence layer for one that came from the driver or the ORM. */
export function translated(error: unknown): unknown {
  if (error instanceof OptimisticLockError) return new StaleVersion();
  const { constraint } = error as DriverError;
  const meaning = constraint === undefined ? undefined : translations.get(constraint);
  if (meaning) return meaning(error as { constraint: string });
  return Error.isError(error) && isAway(error as DriverError) ? new Unavailable('database') : error;
}
