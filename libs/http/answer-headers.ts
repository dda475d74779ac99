import type { FastifyInstance } from 'fastify';

/**
 * What an answer's body says in headers as well: its version as ETag, and where to find what a POST created.
 * @param location said by the route itself, where what it creates is not found below its own address
 */
export function headersFor(body: unknown, status: number, url: string, location?: unknown): Record<string, string> {
  const { id, version } = (body ?? {}) as { id?: unknown; version?: unknown };
  const headers: Record<string, string> = {};
  if (typeof version === 'number') headers['etag'] = `"${version}"`;
  if (typeof location === 'string') headers['location'] = location;
  else if (status === 201 && typeof id === 'string') headers['location'] = `${url.split('?', 1)[0]}/${id}`;
  return headers;
}

/** Puts them on every answer of the product's own operations, as a hook: an interceptor would cost every read an observable. */
export function registerAnswerHeaders(fastify: FastifyInstance): void {
  fastify.addHook('preSerialization', (request, reply, payload, done) => {
    const { statusCode } = reply;
    if (statusCode < 300) void reply.headers(headersFor(payload, statusCode, request.url, reply.getHeader('location')));
    done(null, payload);
  });
}
