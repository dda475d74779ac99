import type { FastifyInstance, FastifyReply } from 'fastify';
import { acting } from '#persistence';
import { readBy, refusedBy, shownBy } from './answer-entries.js';
import type { AnswerTrail } from './answer-trail.js';
import type { CallerRequest } from './caller.js';

/** What of answers is audited. */
export interface AuditedAnswers {
  trail: AnswerTrail;
  /** False leaves out what was read: for measuring what that costs, never with data of people. */
  reads: boolean;
}

/** Where access is refused, or what is named does not exist for this caller. */
const REFUSED: ReadonlySet<number> = new Set([403, 404]);

/**
 * Holds back every answer that shows data of patients until its audit row is durable, and every refusal of a signed-in
 * caller likewise; where the row can't be written the answer is 503. The row is on its way while the answer is put into
 * text. Hooks, since an interceptor would cost every read an observable.
 */
export function registerAuditedAnswers(fastify: FastifyInstance, { trail, reads }: AuditedAnswers): void {
  const begin = (request: CallerRequest, entry: Parameters<AnswerTrail['record']>[0]): Promise<void> =>
    (request.auditRow = trail.record(entry));

  const beginRead = (request: CallerRequest, reply: FastifyReply, body?: unknown): Promise<void> | undefined => {
    if (!reads || request.handler === undefined || reply.statusCode >= 300) return undefined;
    const action = readBy(request.handler);
    return action === undefined ? undefined : begin(request, shownBy(request, action, body));
  };

  const beginRefusal = (request: CallerRequest, reply: FastifyReply): Promise<void> | undefined => {
    const { caller, handler, refusal } = request;
    if (!caller || !handler || !refusal || acting.current()?.hasRecordedRefusal) return undefined;
    if (!REFUSED.has(reply.statusCode) && !refusal.shownPatients) return undefined;
    return begin(request, refusedBy(request, refusal.code, refusal.shownPatients));
  };

  fastify.addHook('preSerialization', (request, reply, body, done) => {
    void beginRead(request, reply, body);
    done(null, body);
  });
  fastify.addHook('onSend', (request: CallerRequest, reply, payload, done) => {
    const row = request.auditRow ?? beginRefusal(request, reply) ?? beginRead(request, reply);
    if (!row) return done(null, payload);
    row.then(
      () => done(null, payload),
      (error: Error) => {
        // What follows is the answer to this error.
        request.auditRow = undefined;
        request.refusal = undefined;
        (payload as { destroy?: () => void } | null)?.destroy?.();
        void reply.removeHeader('etag');
        done(error);
      },
    );
  });
}
