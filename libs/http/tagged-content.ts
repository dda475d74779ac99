import { createHash } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';

/**
 * Puts content on its way with an ETag of its own making, for programs that fetch the same again and again; answers 304
 * without it where they have it already (RFC 9110 §13.1.2). Returns what the route is to answer.
 */
export function sendTagged(request: FastifyRequest, reply: FastifyReply, type: string, content: string): string {
  const tag = `"${createHash('sha256').update(content).digest('base64url')}"`;
  void reply.headers({ etag: tag, 'cache-control': 'private, no-cache', 'content-type': type });
  const known = (request.headers['if-none-match'] ?? '').split(',').map((each) => each.trim().replace(/^W\//, ''));
  if (!known.includes(tag) && !known.includes('*')) return content;
  void reply.status(304);
  return '';
}
