import type { Clock, UnitOfWork } from '#kernel';
import type { ClaimedRequest, PasswordLinkRequests, PasswordLinks, PasswordMail } from './password-link-ports.js';
import type { Account, Accounts, Tokens } from './ports.js';

const AT_A_TIME = 10;
/** Minutes after which another process takes over what one has not finished. */
const LEASE_MINUTES = 2;
/** Tries at one mail; who still waits for it then asks again. */
const MOST_ATTEMPTS = 5;

/**
 * Mails the links that were asked for. Each try makes a link of its own, since only digests are kept; whichever is used
 * first spends the others.
 */
export class SendPasswordLinks {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly requests: PasswordLinkRequests,
    private readonly links: PasswordLinks,
    private readonly accounts: Accounts,
    private readonly mail: PasswordMail,
    private readonly tokens: Tokens,
    private readonly clock: Clock,
  ) {}

  async execute(): Promise<void> {
    for (;;) {
      const now = this.clock.now();
      const claimed = await this.unitOfWork.run(() => this.requests.claim(AT_A_TIME, now.add({ minutes: LEASE_MINUTES }), now));
      for (const request of claimed) await this.answer(request);
      if (claimed.length < AT_A_TIME) return;
    }
  }

  private async answer(request: ClaimedRequest): Promise<void> {
    const { id, email, userId, lifetimeMinutes, requestedAt } = request;
    const isLate = Temporal.Instant.compare(requestedAt.add({ minutes: lifetimeMinutes }), this.clock.now()) <= 0;
    const account = await (userId === undefined ? this.accounts.find(email ?? '', undefined) : this.accounts.byId(userId, undefined));
    const isSettled = !account || account.isDisabled || isLate || (await this.isSent(request, account));
    if (isSettled || request.attempt >= MOST_ATTEMPTS) await this.requests.settle(id);
  }

  private async isSent({ id, attempt, lifetimeMinutes }: ClaimedRequest, { userId, email }: Account): Promise<boolean> {
    const token = this.tokens.random();
    const madeAt = this.clock.now();
    const expiresAt = madeAt.add({ minutes: lifetimeMinutes });
    await this.unitOfWork.run(async () => this.links.add(this.tokens.digest(token), userId, madeAt, expiresAt));
    return this.mail.send({ key: `password-link.${id}.${attempt}`, to: email, token, expiresAt });
  }
}
