import type { DynamicModule, INestApplication, Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { type FastifyReply, type FastifyRequest, LogController } from 'fastify';
import type { Logger } from 'pino';
import { registerAnswerHeaders } from './answer-headers.js';
import { AnswerTrail } from './answer-trail.js';
import { registerAuditedAnswers } from './audited-answers.js';
import { answerBrokenRequest } from './connection-errors.js';
import { registerCors } from './cors.js';
import { registerFormBodies } from './form-body.js';
import { registerJsonBodies } from './json-body.js';
import { Metrics } from './metrics/metrics.js';
import { serveDocs } from './openapi/docs-page.js';
import { PROBES, registerProbesOnly } from './probes.js';
import { ProblemFilter } from './problem.filter.js';
import { RateLimits } from './rate-limit/rate-limits.js';
import { UserLimitGuard } from './rate-limit/user-limit.guard.js';
import { registerRequestContext, requestIdOf } from './request-context.js';
import { RequestLoad } from './request-load.js';
import { registerAddressLimit, registerLoad, registerMetrics } from './request-figures.js';
import { registerSecurityHeaders } from './security-headers.js';
import { requestValidation } from './validation.js';

/** How the HTTP server is set up. */
export interface HttpOptions {
  logger: Logger;
  /** Proxies whose X-Forwarded-For counts; none by default, so that nobody forges an address. */
  trustProxy: string[];
  /** Origins whose pages may call the interface; none by default. */
  corsOrigins?: readonly string[];
  /** For a process that only works in the background: nothing but health and figures. */
  probesOnly?: boolean;
  /** False where answers leave without an audit row of what they show, to measure what that costs. */
  auditReads?: boolean;
}

/** Bytes a JSON body may have. */
const BODY_LIMIT = 1024 * 1024;
/** Path under which the product's own operations live. */
export const API_PREFIX = 'api/v1';
/** Paths outside the prefix. */
const UNPREFIXED = [...PROBES].map((path) => path.slice(1));

/** Makes the HTTP application with every convention of the interface in place; it does not listen yet. */
export async function createHttpApp(module: Type | DynamicModule, options: HttpOptions): Promise<NestFastifyApplication> {
  const filter = new ProblemFilter(options.logger);
  const adapter = new FastifyAdapter({
    frameworkErrors: (error: Error, request: FastifyRequest, reply: FastifyReply) => filter.answer(error, request, reply),
    clientErrorHandler: answerBrokenRequest as never,
    bodyLimit: BODY_LIMIT,
    genReqId: (raw: { headers: Parameters<typeof requestIdOf>[0] }) => requestIdOf(raw.headers),
    requestIdHeader: false,
    logController: new LogController({ disableRequestLogging: true }),
    trustProxy: options.trustProxy.length > 0 ? options.trustProxy : false,
    forceCloseConnections: 'idle',
    // On the way down, what still arrives on open connections is answered, each with `Connection: close`.
    return503OnClosing: false,
    routerOptions: { maxParamLength: 300 },
  });
  const app = await NestFactory.create<NestFastifyApplication>(module, adapter, {
    logger: ['error', 'warn'],
    abortOnError: false,
    bodyParser: false,
  });
  const fastify = app.getHttpAdapter().getInstance();
  registerRequestContext(fastify as never, options.logger);
  registerSecurityHeaders(fastify as never);
  // Before anything can refuse a request, so that pages can read refusals too.
  await registerCors(fastify as never, options.corsOrigins ?? []);
  registerMetrics(fastify as never, app.get(Metrics));
  registerLoad(fastify as never, app.get(RequestLoad));
  registerAddressLimit(fastify as never, app.get(RateLimits));
  if (options.probesOnly) registerProbesOnly(fastify as never);
  registerJsonBodies(fastify as never);
  registerFormBodies(fastify as never);
  registerAnswerHeaders(fastify as never);
  registerAuditedAnswers(fastify as never, { trail: app.get(AnswerTrail), reads: options.auditReads ?? true });
  usePrefix(app);
  app.useGlobalPipes(requestValidation());
  app.useGlobalFilters(filter);
  app.useGlobalGuards(new UserLimitGuard(app.get(RateLimits)));
  serveDocs(app);
  return app;
}

/** Puts the product's own operations under the prefix, and nothing else. */
export function usePrefix(app: INestApplication): void {
  app.setGlobalPrefix(API_PREFIX, { exclude: UNPREFIXED });
}
