import type { Clock, Ids, UnitOfWork } from '#kernel';
import type { PasswordLinkLimits, PasswordLinkRequests, PasswordMailBell } from './password-link-ports.js';
import type { SecurityTrail } from './ports.js';

/** Minutes for which a link that somebody asked for counts. */
const LIFETIME_MINUTES = 30;

/**
 * Takes a request for a link to set a new password. Nobody is looked up here, so that the answer and its time say nothing
 * about who has an account: whoever sends the mails looks.
 */
export class RequestPasswordLink {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly limits: PasswordLinkLimits,
    private readonly requests: PasswordLinkRequests,
    private readonly bell: PasswordMailBell,
    private readonly trail: SecurityTrail,
    private readonly ids: Ids,
    private readonly clock: Clock,
  ) {}

  /** @throws TooManyLinkRequests */
  async execute({ email, address }: { email: string; address?: string }): Promise<void> {
    if (!(await this.limits.admit(email, address))) return;
    await this.unitOfWork.run(async () => {
      const id = this.ids.next();
      this.requests.add({ id, email, lifetimeMinutes: LIFETIME_MINUTES, requestedAt: this.clock.now() });
      this.trail.record({ action: 'password.request-link', resourceType: 'password-link', resourceId: id });
    });
    this.bell.ring();
  }
}
