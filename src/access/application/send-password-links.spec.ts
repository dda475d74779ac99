import { beforeEach, describe, expect, it } from '@jest/globals';
import { DirectUnitOfWork, FixedClock } from '#testing';
import { PlainTokens } from './in-memory-identity.js';
import { type ClaimedRequest, type PasswordLinkRequest, PasswordLinkRequests, PasswordLinks, PasswordMail } from './password-link-ports.js';
import { type Account, Accounts } from './ports.js';
import { SendPasswordLinks } from './send-password-links.js';

const ADA: Account = {
  userId: 'u-ada',
  email: 'ada@test.invalid',
  isDisabled: false,
  roles: [],
  rolesAnywhere: [],
  hasSecondFactor: false,
  isKnownAddress: false,
};

class Directory extends Accounts {
  readonly accounts: Account[] = [ADA, { ...ADA, userId: 'u-gone', email: 'gone@test.invalid', isDisabled: true }];

  override async find(email: string): Promise<Account | undefined> {
    return this.accounts.find((account) => account.email === email);
  }

  override async byId(userId: string): Promise<Account | undefined> {
    return this.accounts.find((account) => account.userId === userId);
  }
}

class Desk extends PasswordLinkRequests {
  waiting: ClaimedRequest[] = [];
  private claimed = new Set<string>();

  override add(request: PasswordLinkRequest): void {
    this.waiting.push({ ...request, attempt: 0 });
  }

  override async claim(limit: number): Promise<ClaimedRequest[]> {
    const taken = this.waiting.filter(({ id }) => !this.claimed.has(id)).slice(0, limit);
    for (const request of taken) {
      this.claimed.add(request.id);
      request.attempt += 1;
    }
    return taken.map((request) => ({ ...request }));
  }

  override async settle(requestId: string): Promise<void> {
    this.waiting = this.waiting.filter(({ id }) => id !== requestId);
  }

  letLeasesEnd(): void {
    this.claimed.clear();
  }
}

class Kept extends PasswordLinks {
  readonly made: { hash: string; userId: string; expiresAt: string }[] = [];

  override add(hash: Uint8Array, userId: string, _: Temporal.Instant, expiresAt: Temporal.Instant): void {
    this.made.push({ hash: Buffer.from(hash).toString(), userId, expiresAt: expiresAt.toString() });
  }

  override async ownerOf(): Promise<undefined> {}

  override async spend(): Promise<boolean> {
    return false;
  }

  override async spendAllOf(): Promise<void> {}

  override async forgetExpiredBefore(): Promise<void> {}
}

class Postbox extends PasswordMail {
  readonly taken: { key: string; to: string; token: string }[] = [];
  works = true;

  override async send({ key, to, token }: { key: string; to: string; token: string }): Promise<boolean> {
    this.taken.push({ key, to, token });
    return this.works;
  }
}

describe('sending links to set a password', () => {
  let desk: Desk;
  let links: Kept;
  let mail: Postbox;
  let clock: FixedClock;
  let send: SendPasswordLinks;

  beforeEach(() => {
    [desk, links, mail, clock] = [new Desk(), new Kept(), new Postbox(), new FixedClock()];
    send = new SendPasswordLinks(new DirectUnitOfWork(), desk, links, new Directory(), mail, new PlainTokens(), clock);
  });

  const ask = (who: { email?: string; userId?: string }): void =>
    desk.add({ id: `r${desk.waiting.length + 1}`, lifetimeMinutes: 30, requestedAt: clock.now(), ...who });

  it('mails a link to the account’s own address and keeps a digest of it for its lifetime', async () => {
    ask({ email: 'ada@test.invalid' });
    ask({ userId: 'u-ada' });

    await send.execute();

    expect(mail.taken).toEqual([
      { key: 'password-link.r1.1', to: 'ada@test.invalid', token: 'token-1' },
      { key: 'password-link.r2.1', to: 'ada@test.invalid', token: 'token-2' },
    ]);
    expect(links.made[0]).toEqual({ hash: 'token-1', userId: 'u-ada', expiresAt: '2026-11-21T09:30:00Z' });
    expect(desk.waiting).toEqual([]);
  });

  it('does nothing for an address that nobody has, or a user who is disabled, and forgets the request', async () => {
    ask({ email: 'nobody@test.invalid' });
    ask({ email: 'gone@test.invalid' });

    await send.execute();

    expect([mail.taken, links.made, desk.waiting]).toEqual([[], [], []]);
  });

  it('tries again with a link of its own when the mail could not be handed over, five times at the most', async () => {
    mail.works = false;
    ask({ email: 'ada@test.invalid' });

    for (let round = 0; round < 7; round++) {
      await send.execute();
      desk.letLeasesEnd();
    }

    expect(mail.taken.map(({ key }) => key)).toEqual([1, 2, 3, 4, 5].map((attempt) => `password-link.r1.${attempt}`));
    expect(new Set(mail.taken.map(({ token }) => token)).size).toBe(5);
    expect(desk.waiting).toEqual([]);
  });

  it('gives up a request that is older than its link would live', async () => {
    ask({ email: 'ada@test.invalid' });
    clock.pass({ minutes: 30 });

    await send.execute();

    expect([mail.taken, desk.waiting]).toEqual([[], []]);
  });

  it('works off any number of them', async () => {
    for (let request = 0; request < 25; request++) ask({ email: 'ada@test.invalid' });

    await send.execute();

    expect(mail.taken).toHaveLength(25);
  });
});
