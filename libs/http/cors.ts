import cors, { type FastifyCorsOptions } from '@fastify/cors';
import type { FastifyInstance, FastifyRequest } from 'fastify';

/** What pages of other origins may call: the interface, never pages of our own nor what watches a process. */
const FOR_PROGRAMS = /^\/(?:api|fhir)\//;

/**
 * Lets pages of these origins, and of no other, call the interface. Never with credentials of the browser's own: callers bring
 * their token in a header, so that no cookie of ours is worth anything to another origin.
 */
export async function registerCors(fastify: FastifyInstance, origins: readonly string[]): Promise<void> {
  if (origins.length === 0) return;
  const allowed: ReadonlySet<string> = new Set(origins);
  const open: FastifyCorsOptions = {
    origin: [...origins],
    methods: ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'],
    allowedHeaders: ['Authorization', 'Content-Type', 'If-Match', 'Idempotency-Key', 'X-Request-Id'],
    exposedHeaders: ['ETag', 'Location', 'X-Request-Id', 'RateLimit', 'RateLimit-Policy', 'Retry-After', 'Idempotency-Replayed'],
    credentials: false,
    maxAge: 600,
  };
  const isOpen = ({ url, headers }: FastifyRequest): boolean => FOR_PROGRAMS.test(url) && allowed.has(headers.origin ?? '');
  await fastify.register(cors, {
    delegator: (request, done) => done(null, isOpen(request) ? open : { origin: false }),
  });
}
