import { timingSafeEqual } from 'node:crypto';
import { Controller, Get, Req, Res } from '@nestjs/common';
import { DomainError } from '#kernel';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Unauthenticated } from '../errors.js';
import { Operation, Tag } from '../openapi/operation.js';
import { Public } from '../route.js';
import { Metrics } from './metrics.js';

/** Set from outside: who may read the figures over the network. */
export abstract class MetricsToken {
  abstract readonly value?: string;
}

/** Asked from elsewhere, with no token set. */
class MetricsAreLocal extends DomainError {
  readonly code = 'metrics-are-local';
  readonly kind = 'forbidden';

  constructor() {
    super('The figures are for this machine alone, unless METRICS_TOKEN is set.');
  }
}

const LOOPBACK = /^(?:127\.\d+\.\d+\.\d+|::1|::ffff:127\.\d+\.\d+\.\d+)$/;

@Tag('Operations', 'Health and figures of a process.')
@Controller('metrics')
export class MetricsController {
  constructor(
    private readonly metrics: Metrics,
    private readonly token: MetricsToken,
  ) {}

  @Get()
  @Public()
  @Operation({
    summary: 'Read the figures of this process',
    description: 'For Prometheus, from loopback, or with `METRICS_TOKEN` as bearer token.',
    answer: { type: 'text/plain', description: 'Prometheus text format.' },
    errors: { 401: ['unauthenticated'], 403: ['metrics-are-local'] },
  })
  async readMetrics(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    if (!this.hasToken(request) && !isLocal(request)) {
      throw this.token.value === undefined ? new MetricsAreLocal() : new Unauthenticated();
    }
    const text = await this.metrics.text();
    void reply.header('content-type', this.metrics.contentType).header('cache-control', 'no-store').send(text);
  }

  private hasToken({ headers }: FastifyRequest): boolean {
    const expected = Buffer.from(`Bearer ${this.token.value ?? ''}`);
    const given = Buffer.from(headers.authorization ?? '');
    return this.token.value !== undefined && given.length === expected.length && timingSafeEqual(given, expected);
  }
}

/** By the socket, not by a header that anybody can send; and what a proxy on this machine forwards is not from this machine. */
function isLocal({ socket, headers }: FastifyRequest): boolean {
  const forwarded = headers['x-forwarded-for'] !== undefined || headers.forwarded !== undefined;
  return !forwarded && LOOPBACK.test(socket.remoteAddress ?? '');
}
