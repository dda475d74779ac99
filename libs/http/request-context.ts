import { randomUUID } from 'node:crypto';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { acting } from '#persistence';
import type { Logger } from 'pino';
import type { CallerRequest } from './caller.js';
import { PROBES } from './probes.js';

const ACCEPTED_ID = /^[\w.:/+=@-]{1,128}$/;

/** The caller's own request id where it is a sane one, else a new one. */
export function requestIdOf(headers: FastifyRequest['raw']['headers']): string {
  const given = headers['x-request-id'];
  return typeof given === 'string' && ACCEPTED_ID.test(given) ? given : randomUUID();
}

/**
 * Puts every request into its surroundings: an id that is echoed and logged, the actor for audit
 * rows, one log line at its end with the route and without query, names or bodies. Probes that go well
 * are told at `debug`.
 */
export function registerRequestContext(fastify: FastifyInstance, logger: Logger): void {
  fastify.addHook('onRequest', (request, reply, done) => {
    void reply.header('x-request-id', request.id);
    if (request.url.startsWith('/api/') || request.url.startsWith('/fhir/')) void reply.header('cache-control', 'no-store');
    acting.as({ kind: 'user', id: 'anonymous', address: request.ip, requestId: request.id }, done);
  });
  fastify.addHook('onResponse', (request, reply, done) => {
    const { caller } = request as CallerRequest;
    const route = request.routeOptions.url ?? 'unknown';
    logger[PROBES.has(route) && reply.statusCode < 400 ? 'debug' : 'info'](
      {
        requestId: request.id,
        method: request.method,
        route,
        status: reply.statusCode,
        ms: Math.round(reply.elapsedTime * 10) / 10,
        userId: caller?.userId,
      },
      'request',
    );
    done();
  });
}
