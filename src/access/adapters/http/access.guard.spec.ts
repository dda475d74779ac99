import { describe, expect, it } from '@jest/globals';
import type { ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { Public, SignedIn } from '#http';
import { SecondFactorPolicy } from '../../domain/second-factor-policy.js';
import { CallersQuery } from '../persistence/callers.query.js';
import { ServiceCallersQuery } from '../persistence/service-callers.query.js';
import { SigningKeys } from '../security/signing-keys.js';
import { AccessGuard } from './access.guard.js';

class Routes {
  @Public()
  open(): void {}

  @SignedIn()
  own(): void {}

  forgotten(): void {}
}

/** Nothing here may come as far as the database. */
const nobody = new CallersQuery(undefined as never, undefined as never);

describe('the guard before every route', () => {
  const keys = new SigningKeys([{ id: 'a', secret: 'x'.repeat(32) }]);
  const noMachine = new ServiceCallersQuery(undefined as never);
  const guard = new AccessGuard(new Reflector(), keys, nobody, noMachine, new SecondFactorPolicy([]));

  function enter(route: keyof Routes, headers: Record<string, string> = {}): boolean | Promise<boolean> {
    const context = {
      getHandler: () => Routes.prototype[route],
      getClass: () => Routes,
      switchToHttp: () => ({ getRequest: () => ({ headers }) }),
    };
    return guard.canActivate(context as unknown as ExecutionContext);
  }

  it('lets everybody through to a public route', () => {
    expect(enter('open')).toBe(true);
  });

  it('lets nobody through to a route that names no permission', () => {
    expect(() => enter('forgotten')).toThrow('Routes.forgotten names no permission.');
  });

  it('asks for a token, and asks no database about one that is not ours', async () => {
    await expect(enter('own')).rejects.toMatchObject({ code: 'unauthenticated' });
    await expect(enter('own', { authorization: 'Bearer tick.tock.clock' })).rejects.toMatchObject({ code: 'unauthenticated' });
  });
});

describe('signing keys', () => {
  it('are at least one', () => {
    expect(() => new SigningKeys([])).toThrow('no key');
  });
});
