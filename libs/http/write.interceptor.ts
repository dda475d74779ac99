import type { CallHandler, ExecutionContext, NestInterceptor } from '@nestjs/common';
import type { Reflector } from '@nestjs/core';
import type { AuditTrail, UnitOfWork } from '#kernel';
import type { IdempotencyKeys, StoredAnswer } from '#persistence';
import type { FastifyReply } from 'fastify';
import { firstValueFrom, from, type Observable } from 'rxjs';
import type { CallerRequest } from './caller.js';
import { IdempotencyKeyReused, RequestInProgress } from './errors.js';
import { fingerprintOf, idempotencyKeyOf } from './idempotency.js';
import { WRITES, type WriteAction } from './route.js';

const REPLAYED_HEADERS = ['location', 'etag'];

type Body = Record<string, unknown> | undefined;

/**
 * Runs every writing route in one unit of work with its audit row and, where the caller sent an
 * Idempotency-Key, with the answer to be given again.
 *
 * A key is settled by the primary key of its table in the same transaction as the effect: whichever
 * process commits second finds its key taken, undoes everything and gives the first answer.
 */
export class WriteInterceptor implements NestInterceptor {
  private readonly inFlight = new Set<string>();

  constructor(
    private readonly reflector: Reflector,
    private readonly unitOfWork: UnitOfWork,
    private readonly audit: AuditTrail,
    private readonly keys: IdempotencyKeys,
  ) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const write = this.reflector.get<WriteAction | undefined>(WRITES, context.getHandler());
    if (!write) return next.handle();
    const http = context.switchToHttp();
    const request = http.getRequest<CallerRequest>();
    const reply = http.getResponse<FastifyReply>();
    const key = write.unrepeatable || !request.caller ? undefined : idempotencyKeyOf(request.headers['idempotency-key']);
    const perform = (keep?: (body: Body) => void): Promise<unknown> => this.perform(write, request, next, keep);
    return from(key === undefined ? perform() : this.once(key, request, reply, perform));
  }

  private perform(write: WriteAction, request: CallerRequest, next: CallHandler, keep?: (body: Body) => void): Promise<unknown> {
    return this.unitOfWork.run(async () => {
      const body = (await firstValueFrom(next.handle(), { defaultValue: undefined })) as Body;
      this.audit.ensure(auditEntry(write, request, body));
      keep?.(body);
      return body;
    });
  }

  private async once(
    key: string,
    request: CallerRequest,
    reply: FastifyReply,
    perform: (keep: (body: Body) => void) => Promise<unknown>,
  ): Promise<unknown> {
    const callerId = request.caller!.userId;
    const slot = `${callerId} ${key}`;
    const fingerprint = fingerprintOf(request.method, request.url, request.body);
    if (this.inFlight.has(slot)) throw new RequestInProgress();
    this.inFlight.add(slot);
    const replayed = async (): Promise<{ body: unknown } | undefined> => {
      const stored = await this.keys.find(callerId, key);
      return stored && { body: replay(stored, fingerprint, reply) };
    };
    try {
      const earlier = await replayed();
      if (earlier) return earlier.body;
      return await perform((body) => this.keys.keep(callerId, key, answerOf(fingerprint, reply, body)));
    } catch (error) {
      // Another process may have finished the same request between the look-up and our attempt.
      const earlier = error instanceof IdempotencyKeyReused ? undefined : await replayed();
      if (!earlier) throw error;
      return earlier.body;
    } finally {
      this.inFlight.delete(slot);
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

function answerOf(fingerprint: Buffer, reply: FastifyReply, body: Body): StoredAnswer {
  return {
    fingerprint,
    status: reply.statusCode,
    headers: Object.fromEntries(REPLAYED_HEADERS.flatMap((name) => (reply.hasHeader(name) ? [[name, String(reply.getHeader(name))]] : []))),
    body: body === undefined ? undefined : JSON.stringify(body),
  };
}

function replay(stored: StoredAnswer, fingerprint: Buffer, reply: FastifyReply): unknown {
  if (!stored.fingerprint.equals(fingerprint)) throw new IdempotencyKeyReused();
  void reply.status(stored.status).headers({ ...stored.headers, 'idempotency-replayed': 'true' });
  return stored.body === undefined ? undefined : JSON.parse(stored.body);
}
