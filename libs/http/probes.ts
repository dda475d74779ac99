import type { FastifyInstance } from 'fastify';

/** What those ask who watch a process, every few seconds and of every process. */
export const PROBES: ReadonlySet<string> = new Set(['/health/live', '/health/ready', '/metrics']);

/** A process that works in the background serves nobody, but lets itself be watched: there is nothing at any other address. */
export function registerProbesOnly(fastify: FastifyInstance): void {
  fastify.addHook('onRequest', (request, reply, done) => {
    const { url } = request.routeOptions;
    if (url === undefined || PROBES.has(url)) done();
    else reply.callNotFound();
  });
}
