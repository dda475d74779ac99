import { beforeEach, describe, expect, it } from '@jest/globals';
import { CountingIds, DirectUnitOfWork, FixedClock } from '#testing';
import { TooManyLinkRequests } from '../domain/access-errors.js';
import { NotedTrail } from './in-memory-identity.js';
import {
  type ClaimedRequest,
  PasswordLinkLimits,
  type PasswordLinkRequest,
  PasswordLinkRequests,
  PasswordMailBell,
} from './password-link-ports.js';
import { RequestPasswordLink } from './request-password-link.js';

class Desk extends PasswordLinkRequests {
  readonly waiting: PasswordLinkRequest[] = [];

  override add(request: PasswordLinkRequest): void {
    this.waiting.push(request);
  }

  override async claim(): Promise<ClaimedRequest[]> {
    return [];
  }

  override async settle(): Promise<void> {}
}

class Limits extends PasswordLinkLimits {
  verdict: () => boolean = () => true;

  override async admit(): Promise<boolean> {
    return this.verdict();
  }
}

class Bell extends PasswordMailBell {
  rung = 0;

  override ring(): void {
    this.rung += 1;
  }
}

describe('asking for a link to set a password', () => {
  let desk: Desk;
  let limits: Limits;
  let bell: Bell;
  let trail: NotedTrail;
  let ask: RequestPasswordLink;

  beforeEach(() => {
    [desk, limits, bell, trail] = [new Desk(), new Limits(), new Bell(), new NotedTrail()];
    ask = new RequestPasswordLink(new DirectUnitOfWork(), limits, desk, bell, trail, new CountingIds(), new FixedClock());
  });

  it('keeps what was typed for half an hour, whoever that is, records it and wakes the worker', async () => {
    await ask.execute({ email: 'nobody@test.invalid', address: '::1' });

    expect(desk.waiting).toEqual([expect.objectContaining({ email: 'nobody@test.invalid', lifetimeMinutes: 30 })]);
    expect([trail.actions, bell.rung]).toEqual([['password.request-link'], 1]);
  });

  it('does nothing, quietly, where enough mail went there already', async () => {
    limits.verdict = () => false;

    await ask.execute({ email: 'ada@test.invalid' });

    expect([desk.waiting, trail.actions, bell.rung]).toEqual([[], [], 0]);
  });

  it('is refused where too many requests come from one address', async () => {
    limits.verdict = () => {
      throw new TooManyLinkRequests(900);
    };

    await expect(ask.execute({ email: 'ada@test.invalid' })).rejects.toMatchObject({ retryAfterSeconds: 900 });
    expect(desk.waiting).toEqual([]);
  });
});
