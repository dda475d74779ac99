import type { FastifyInstance } from 'fastify';
import type { Metrics } from './metrics/metrics.js';
import type { RequestLoad } from './request-load.js';
import type { RateLimits } from './rate-limit/rate-limits.js';

/** Notes every request in the load of this process. */
export function registerLoad(fastify: FastifyInstance, load: RequestLoad): void {
  fastify.addHook('onRequest', (_request, _reply, done) => {
    load.note();
    done();
  });
}

/** Counts every request for its address, before anything else is done for it. */
export function registerAddressLimit(fastify: FastifyInstance, limits: RateLimits): void {
  fastify.addHook('onRequest', (request, reply, done) => {
    let refusal: Error | undefined;
    try {
      limits.countAddress(request, reply);
    } catch (error) {
      refusal = error as Error;
    }
    done(refusal);
  });
}

/** Notes every answer in the figures of this process. */
export function registerMetrics(fastify: FastifyInstance, metrics: Metrics): void {
  fastify.addHook('onResponse', (request, reply, done) => {
    metrics.request(request.method, request.routeOptions.url ?? 'unmatched', reply.statusCode, reply.elapsedTime / 1_000);
    done();
  });
}
