import type { FastifyRequest } from 'fastify';

const LONGEST = 200;

/** What a client says that it is, for people to recognise their sessions by. */
export function deviceOf({ headers }: Pick<FastifyRequest, 'headers'>): string | undefined {
  const device = headers['user-agent']?.replace(/[\p{Cc}\p{Cs}]/gu, '').slice(0, LONGEST).trim();
  return device === '' ? undefined : device;
}
