import { type ArgumentsHost, Catch, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { problemOf } from '#http';
import { OAuthRefusal } from '../../domain/service-account-errors.js';

/**
 * Answers refusals of the token endpoint as OAuth clients know them (RFC 6749 §5.2): JSON with `error`, and our own members
 * beside it. What is no refusal of OAuth's is a problem as everywhere.
 */
@Catch(OAuthRefusal)
export class OAuthErrors implements ExceptionFilter<OAuthRefusal> {
  catch(refusal: OAuthRefusal, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const reply = http.getResponse<FastifyReply>();
    const path = request.url.split('?', 1)[0] ?? '/';
    const { retryAfter: _, ...problem } = problemOf(refusal, path, request.id);
    if (refusal.kind === 'unauthenticated') void reply.header('www-authenticate', 'Basic realm="service accounts"');
    const body = { error: refusal.oauthError, error_description: refusal.message, ...problem };
    void reply.status(problem.status).headers({ 'cache-control': 'no-store', pragma: 'no-cache' }).type('application/json').send(body);
  }
}
