import type { CallHandler, ExecutionContext, NestInterceptor } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { map, type Observable } from 'rxjs';

/**
 * What every answer of a resource carries: its version as ETag, and the
 * Location of what a POST created.
 */
export class AnswerInterceptor implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const http = context.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const reply = http.getResponse<FastifyReply>();
    return next.handle().pipe(
      map((body: { id?: unknown; version?: unknown } | undefined) => {
        if (typeof body?.version === 'number') void reply.header('etag', `"${body.version}"`);
        if (reply.statusCode === 201 && typeof body?.id === 'string' && !reply.hasHeader('location')) {
          void reply.header('location', `${request.url.split('?', 1)[0]}/${body.id}`);
        }
        return body;
      }),
    );
  }
}
