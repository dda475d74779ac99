import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException } from '@nestjs/common';
import { DomainError, type ErrorKind, presentable } from '#kernel';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import type { CallerRequest } from './caller.js';
import { IfMatchRequired } from './errors.js';

/** RFC 9457 problem document with our stable `code`. */
export interface Problem {
  type: string;
  title: string;
  status: number;
  detail: string;
  code: string;
  instance: string;
  requestId: string;
  [extension: string]: unknown;
}

export const STATUS: Record<ErrorKind, number> = {
  malformed: 400,
  unauthenticated: 401,
  forbidden: 403,
  'not-found': 404,
  conflict: 409,
  gone: 410,
  stale: 412,
  rule: 422,
  throttled: 429,
  unavailable: 503,
};

/** What the server framework refuses before any of our code sees the request. */
const FRAMEWORK: Record<number, [code: string, detail: string]> = {
  400: ['malformed-request', 'The request could not be read. Check that the body is valid JSON.'],
  404: ['not-found', 'There is nothing at this address.'],
  405: ['method-not-allowed', 'This address does not take this method.'],
  408: ['request-timeout', 'The request did not arrive in time.'],
  413: ['body-too-large', 'The body is larger than 1 MiB.'],
  414: ['uri-too-long', 'The address is too long.'],
  415: ['unsupported-media-type', 'Send JSON: Content-Type: application/json (for PATCH, application/merge-patch+json).'],
  431: ['headers-too-large', 'The request headers are too large.'],
};

/** What a status is called (RFC 9110 §15). */
export const TITLES: Record<number, string> = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  408: 'Request Timeout',
  409: 'Conflict',
  410: 'Gone',
  412: 'Precondition Failed',
  413: 'Content Too Large',
  414: 'URI Too Long',
  415: 'Unsupported Media Type',
  422: 'Unprocessable Content',
  428: 'Precondition Required',
  429: 'Too Many Requests',
  431: 'Request Header Fields Too Large',
  500: 'Internal Server Error',
  503: 'Service Unavailable',
};

const RETRY_WHEN_AWAY = 2;

interface Outcome {
  status: number;
  code: string;
  detail: string;
  details: Record<string, unknown>;
  retryAfter?: number;
}

function outcomeOf(error: unknown): Outcome {
  if (error instanceof DomainError) {
    const status = error instanceof IfMatchRequired ? 428 : STATUS[error.kind];
    const { retryAfterSeconds } = error as { retryAfterSeconds?: number };
    const retryAfter = retryAfterSeconds ?? (status === 503 ? RETRY_WHEN_AWAY : undefined);
    return { status, code: error.code, detail: error.message, details: error.details, retryAfter };
  }
  const status = frameworkStatusOf(error as { statusCode?: number });
  const [code, detail] = FRAMEWORK[status] ?? ['internal-error', 'Something went wrong on our side. The request id helps us find it.'];
  return { status: FRAMEWORK[status] ? status : 500, code, detail, details: {} };
}

/** 403 is a path that leads out of a folder of files: nothing is there. What somebody may not do is said by domain errors alone. */
function frameworkStatusOf(error: { statusCode?: number }): number {
  const status = error instanceof HttpException ? error.getStatus() : (error.statusCode ?? 500);
  return status === 403 ? 404 : status;
}

/** The problem document for an error. Nothing of an unexpected error's text gets out. */
export function problemOf(error: unknown, path: string, requestId: string): Problem & { retryAfter?: number } {
  const { status, code, detail, details, retryAfter } = outcomeOf(error);
  const standard = { type: `/docs/problems#${code}`, title: TITLES[status] ?? 'Error', status, detail, code, instance: path, requestId };
  return { ...details, ...standard, retryAfter };
}

/** The one place where an error becomes an answer. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(private readonly logger: Logger) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const reply = http.getResponse<FastifyReply>();
    this.answer(error, request, reply);
  }

  answer(error: unknown, request: FastifyRequest, reply: FastifyReply): void {
    const path = request.url.split('?', 1)[0] ?? '/';
    const { retryAfter, ...problem } = problemOf(error, path, request.id);
    if (problem.status === 500) this.logger.error({ requestId: request.id, err: presentable(error) }, 'unexpected error');
    if (reply.sent) return;
    const { shownPatients } = error as Partial<DomainError>;
    (request as CallerRequest).refusal = { code: problem.code, shownPatients };
    void reply.header('x-request-id', request.id);
    if (retryAfter !== undefined) void reply.header('retry-after', String(retryAfter));
    if (problem.status === 401) void reply.header('www-authenticate', 'Bearer');
    void reply.status(problem.status).header('cache-control', 'no-store').type('application/problem+json').send(JSON.stringify(problem));
  }
}
