import type { FastifyRequest } from 'fastify';

const HARMLESS = new Set(['GET', 'HEAD']);

/**
 * True where a request can't have been forged by another site: it only reads, or the browser says
 * that it comes from our own pages. Browsers too old to say anything are refused.
 */
export function isOwnOrHarmless(request: FastifyRequest): boolean {
  if (HARMLESS.has(request.method)) return true;
  const site = request.headers['sec-fetch-site'];
  if (site !== undefined) return site === 'same-origin';
  const { origin } = request.headers;
  return origin !== undefined && URL.parse(origin)?.host === request.host;
}
