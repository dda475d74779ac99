import '@fastify/cookie';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { DashboardSession } from './dashboard-sign-in.js';

const NAME = 'aceso_queues';
/** Seconds a sign-in lasts at the most. */
const LONGEST = 15 * 60;

export function sessionToken(request: FastifyRequest): string | undefined {
  return request.cookies[NAME];
}

/** Sent to our own pages under /admin only, never to scripts, and over https only where the request came by it. */
export function keepSession(request: FastifyRequest, reply: FastifyReply, { token, expiresInSeconds }: DashboardSession): void {
  void reply.setCookie(NAME, token, { ...attributes(request), maxAge: Math.min(expiresInSeconds, LONGEST) });
}

export function forgetSession(request: FastifyRequest, reply: FastifyReply): void {
  void reply.clearCookie(NAME, attributes(request));
}

function attributes(request: FastifyRequest): { path: string; httpOnly: true; sameSite: 'strict'; secure: boolean } {
  return { path: '/admin', httpOnly: true, sameSite: 'strict', secure: request.protocol === 'https' };
}
