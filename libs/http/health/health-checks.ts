import { Injectable } from '@nestjs/common';
import { HealthCheckService, HealthIndicatorService, type HealthIndicatorResult } from '@nestjs/terminus';
import { DomainError } from '#kernel';

/** What a check found besides that all is well. */
export interface Finding {
  /** Works, but somebody should look at it. */
  warning?: string;
  [detail: string]: unknown;
}

/**
 * Looks at one thing that the process needs. A refusal of ours says why it is down; the text of any other error is not
 * shown, since a driver's may hold addresses and names.
 */
export type Check = () => Promise<Finding | void>;

interface Registered {
  check: Check;
  required: boolean;
}

/** The state of everything that was looked at. */
export interface Readiness {
  status: 'ok' | 'degraded' | 'error' | 'shutting_down';
  checks: Record<string, { status: string }>;
}

/** Milliseconds after which a check that has not answered counts as down. */
const PATIENCE = 2_500;

class NoAnswer extends DomainError {
  readonly code = 'no-answer';
  readonly kind = 'unavailable';
}

/** What must work before this process takes requests. Contexts and libraries add their own checks. */
@Injectable()
export class HealthChecks {
  private readonly registered = new Map<string, Registered>();
  private running?: Promise<Readiness>;

  constructor(
    private readonly health: HealthCheckService,
    private readonly indicators: HealthIndicatorService,
  ) {}

  /**
   * Adds a check. It throws where the thing is down.
   * @param required false where the process is of use without it: then it is reported and readiness stays
   */
  add(name: string, check: Check, { required = true }: { required?: boolean } = {}): void {
    this.registered.set(name, { check, required });
  }

  /** Runs every check; callers at the same time share one run. */
  readiness(): Promise<Readiness> {
    this.running ??= this.run().finally(() => (this.running = undefined));
    return this.running;
  }

  private async run(): Promise<Readiness> {
    const indicators = [...this.registered].map(([name, registered]) => () => this.indicate(name, registered));
    const { status, details } = await this.health.check(indicators).catch((error: { getResponse?: () => unknown }) => {
      if (!error.getResponse) throw error;
      return error.getResponse() as Awaited<ReturnType<HealthCheckService['check']>>;
    });
    return { status, checks: details };
  }

  private async indicate(name: string, { check, required }: Registered): Promise<HealthIndicatorResult> {
    const indicator = this.indicators.check(name);
    try {
      const finding = (await inTime(check)) ?? {};
      return finding.warning === undefined ? indicator.up(finding) : indicator.degraded(finding);
    } catch (error) {
      const reason = error instanceof DomainError ? { reason: error.message, ...error.details } : { reason: 'It cannot be reached.' };
      return required ? indicator.down(reason) : indicator.degraded(reason);
    }
  }
}

async function inTime(check: Check): Promise<Finding | void> {
  const tooLate = Promise.withResolvers<never>();
  const timer = setTimeout(() => tooLate.reject(new NoAnswer('It does not answer in time.')), PATIENCE);
  try {
    return await Promise.race([check(), tooLate.promise]);
  } finally {
    clearTimeout(timer);
  }
}
