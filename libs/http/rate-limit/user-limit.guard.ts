import type { CanActivate, ExecutionContext } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { CallerRequest } from '../caller.js';
import type { RateLimits } from './rate-limits.js';

/** Counts a request for its user. Registered after the guard that finds out who that is. */
export class UserLimitGuard implements CanActivate {
  constructor(private readonly limits: RateLimits) {}

  canActivate(context: ExecutionContext): boolean {
    const http = context.switchToHttp();
    this.limits.countUser(http.getRequest<CallerRequest>(), http.getResponse<FastifyReply>());
    return true;
  }
}
