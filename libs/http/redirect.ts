import type { FastifyReply } from 'fastify';

/** Sends a browser elsewhere, to be asked for with GET, whatever status the route has otherwise. */
export async function sendTo(reply: FastifyReply, url: string): Promise<void> {
  await reply.redirect(url, 302);
}
