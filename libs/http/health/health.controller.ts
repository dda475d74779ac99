import { Controller, Get } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { DomainError } from '#kernel';
import { Operation, Tag } from '../openapi/operation.js';
import { Public } from '../route.js';
import { HealthChecks } from './health-checks.js';

/** That the process answers. */
export class LivenessAnswer {
  @ApiProperty({ enum: ['ok'], example: 'ok' })
  status!: string;
}

/** What was looked at, and how it is. */
export class ReadinessAnswer {
  @ApiProperty({ enum: ['ok', 'degraded'], example: 'ok', description: '`degraded` where something that is not required is down or odd.' })
  status!: string;

  @ApiProperty({
    type: 'object',
    additionalProperties: {
      type: 'object',
      required: ['status'],
      properties: { status: { type: 'string', enum: ['up', 'degraded', 'down'] } },
      additionalProperties: true,
    },
    example: { database: { status: 'up' }, migrations: { status: 'up' } },
  })
  checks!: Record<string, { status: string }>;
}

/** Something that the process needs is missing. */
class NotReady extends DomainError {
  readonly code = 'not-ready';
  readonly kind = 'unavailable';
}

@Tag('Operations', 'Health and figures of a process.')
@Controller('health')
export class HealthController {
  constructor(private readonly checks: HealthChecks) {}

  @Get('live')
  @Public()
  @Operation({ summary: 'See whether the process answers', answer: LivenessAnswer })
  readLiveness(): LivenessAnswer {
    return { status: 'ok' };
  }

  @Get('ready')
  @Public()
  @Operation({
    summary: 'See whether the process can take requests',
    description: 'Where it cannot, `checks` of the problem says why.',
    answer: ReadinessAnswer,
    errors: { 503: ['not-ready'] },
  })
  async readReadiness(): Promise<ReadinessAnswer> {
    const { status, checks } = await this.checks.readiness();
    if (status === 'shutting_down') throw new NotReady('The process is about to end.', { checks });
    if (status === 'error') throw new NotReady('Something that this process needs is missing.', { checks });
    return { status, checks };
  }
}
