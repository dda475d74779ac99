import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { AuditTrail, UnitOfWork } from '#kernel';
import { IdempotencyKeys, type StoredAnswer } from '#persistence';
import type { FastifyReply } from 'fastify';
import { firstValueFrom, from, type Observable } from 'rxjs';
import { headersFor } from './answer-headers.js';
import type { CallerRequest } from './caller.js';
import { IdempotencyKeyReused, RequestInProgress } from './errors.js';
import { fingerprintOf, idempotencyKeyOf, KeysUnderWay } from './idempotency.js';
import { WRITES, type WriteAction } from './route.js';

type Body = Record<string, unknown> | undefined;
/** Runs the route; `keep` gets its answer before the transaction ends. */
type Perform = (keep?: (body: Body) => void) => Promise<unknown>;

/**
 * Runs every writing route in one unit of work with its audit row and, where the caller sent an
 * Idempotency-Key, with the answer to be given again.
 *
 * A key is settled by the primary key of its table in the same transaction as the effect, so that a new one costs no
 * look-up: whoever commits second finds its key taken, undoes everything and gives the first answer. An error may come
 * from the first request's effect (the time that it booked is taken), so it too is answered by the first answer.
 */
@Injectable()
export class WriteInterceptor implements NestInterceptor {
  constructor(
    private readonly reflector: Reflector,
    private readonly unitOfWork: UnitOfWork,
    private readonly audit: AuditTrail,
    private readonly keys: IdempotencyKeys,
    private readonly underWay: KeysUnderWay,
  ) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const write = this.reflector.get<WriteAction>(WRITES, context.getHandler());
    const http = context.switchToHttp();
    const request = http.getRequest<CallerRequest>();
    const reply = http.getResponse<FastifyReply>();
    const key = write.unrepeatable || !request.caller ? undefined : idempotencyKeyOf(request.headers['idempotency-key']);
    const perform: Perform = (keep) => this.perform(write, request, next, keep);
    return from(key === undefined ? perform() : this.onceAtATime(key, request, reply, perform));
  }

  private perform(write: WriteAction, request: CallerRequest, next: CallHandler, keep?: (body: Body) => void): Promise<unknown> {
    return this.unitOfWork.run(async () => {
      const body = (await firstValueFrom(next.handle(), { defaultValue: undefined })) as Body;
      this.audit.ensure(auditEntry(write, request, body));
      keep?.(body);
      return body;
    });
  }

  private async onceAtATime(key: string, request: CallerRequest, reply: FastifyReply, perform: Perform): Promise<unknown> {
    const slot = `${request.caller!.userId} ${key}`;
    if (this.underWay.has(slot)) throw new RequestInProgress();
    this.underWay.add(slot);
    try {
      return await this.once(key, request, reply, perform);
    } finally {
      this.underWay.delete(slot);
    }
  }

  private async once(key: string, request: CallerRequest, reply: FastifyReply, perform: Perform): Promise<unknown> {
    const callerId = request.caller!.userId;
    const fingerprint = fingerprintOf(request.method, request.url, request.body);
    const performAndKeep = (): Promise<unknown> =>
      perform((body) => this.keys.keep(callerId, key, answerOf(fingerprint, request, reply, body)));
    try {
      return await performAndKeep();
    } catch (error) {
      const first = await this.keys.find(callerId, key);
      if (first) return replay(first, fingerprint, reply);
      if (!this.keys.isTaken(error)) throw error;
      await this.keys.release(callerId, key);
      return performAndKeep();
    }
  }
}

function auditEntry({ action }: WriteAction, request: CallerRequest, body: Body): Parameters<AuditTrail['record']>[0] {
  const { id } = request.params as Record<string, string | undefined>;
  const [resourceType = action] = action.split('.', 1);
  const resourceId = textIn(body, 'id') ?? id;
  const patientInPath = request.url.includes('/patients/') ? id : undefined;
  return {
    action,
    resourceType,
    resourceId,
    patientId: resourceType === 'patient' ? resourceId : (textIn(body, 'patientId') ?? patientInPath),
    facilityId: textIn(body, 'facilityId'),
    changed: request.method === 'PATCH' ? Object.keys((request.body as Body) ?? {}) : undefined,
  };
}

function textIn(body: Body, member: string): string | undefined {
  const value = body?.[member];
  return typeof value === 'string' ? value : undefined;
}

function answerOf(fingerprint: Buffer, request: CallerRequest, reply: FastifyReply, body: Body): StoredAnswer {
  const { statusCode: status } = reply;
  const text = body === undefined ? undefined : JSON.stringify(body);
  return { fingerprint, status, headers: headersFor(body, status, request.url, reply.getHeader('location')), body: text };
}

function replay(stored: StoredAnswer, fingerprint: Buffer, reply: FastifyReply): unknown {
  if (!stored.fingerprint.equals(fingerprint)) throw new IdempotencyKeyReused();
  void reply.status(stored.status).headers({ ...stored.headers, 'idempotency-replayed': 'true' });
  return stored.body === undefined ? undefined : JSON.parse(stored.body);
}
