import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { API_PREFIX, type CallerRequest, Forbidden, mayEnter, OWN_RECORD, PERMISSION, PUBLIC, SIGNED_IN, Unauthenticated } from '#http';
import { acting } from '#persistence';
import { SecondFactorRequired } from '../../domain/access-errors.js';
import { SecondFactorPolicy } from '../../domain/second-factor-policy.js';
import { PeopleOnly } from '../../domain/service-account-errors.js';
import { CallersQuery } from '../persistence/callers.query.js';
import { ServiceCallersQuery } from '../persistence/service-callers.query.js';
import { SigningKeys } from '../security/signing-keys.js';
import { BearerTokens } from './bearer-tokens.js';

/** What a route demands of its caller. */
interface Demand {
  permission: string;
  isForOwnRecord: boolean;
}

/** Routes for signing in, which somebody needs to set up what they lack. */
const ABOUT_ONESELF = `/${API_PREFIX}/auth/`;

function isAboutOneself({ routeOptions }: CallerRequest): boolean {
  return routeOptions.url?.startsWith(ABOUT_ONESELF) ?? false;
}

/**
 * Lets a request through to its route: public, or the caller is signed in and holds the permission that the route names, if
 * only for their own patient record where the route is made for that.
 */
@Injectable()
export class AccessGuard implements CanActivate {
  private readonly tokens: BearerTokens;

  constructor(
    private readonly reflector: Reflector,
    keys: SigningKeys,
    callers: CallersQuery,
    machines: ServiceCallersQuery,
    private readonly policy: SecondFactorPolicy,
  ) {
    this.tokens = new BearerTokens(keys, callers, machines);
  }

  canActivate(context: ExecutionContext): boolean | Promise<boolean> {
    const permission = this.reflector.get<string | undefined>(PERMISSION, context.getHandler());
    if (permission === PUBLIC) return true;
    if (permission === undefined) throw new Error(`${context.getClass().name}.${context.getHandler().name} names no permission.`);
    const isForOwnRecord = this.reflector.get<boolean | undefined>(OWN_RECORD, context.getHandler()) ?? false;
    const request = context.switchToHttp().getRequest<CallerRequest>();
    request.handler = context.getHandler();
    return this.admit({ permission, isForOwnRecord }, request);
  }

  private async admit({ permission, isForOwnRecord }: Demand, request: CallerRequest): Promise<boolean> {
    const caller = await this.tokens.callerOf(request);
    if (!caller) throw new Unauthenticated();
    request.caller = caller;
    const actor = acting.current();
    if (actor) Object.assign(actor, { kind: caller.isService ? 'service' : 'user', id: caller.userId, breakGlass: caller.breakGlass });
    if (permission === SIGNED_IN && caller.isService) throw new PeopleOnly();
    if (this.policy.forbids(caller) && !isAboutOneself(request)) throw new SecondFactorRequired();
    if (permission !== SIGNED_IN && !mayEnter(caller, permission, isForOwnRecord)) throw new Forbidden(permission);
    return true;
  }
}
