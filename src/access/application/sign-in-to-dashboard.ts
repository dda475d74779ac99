import type { UnitOfWork } from '#kernel';
import { SecondFactorRequired } from '../domain/access-errors.js';
import { permissionsOf } from '../domain/permissions.js';
import type { SecondFactorPolicy } from '../domain/second-factor-policy.js';
import type { Credentials, PasswordCheck } from './password-check.js';
import type { SecurityTrail, Tokens } from './ports.js';
import type { SessionTokens } from './session-tokens.js';

/** Audience of the queue dashboard's tokens, which count nowhere else. */
export const DASHBOARD_AUDIENCE = 'aceso-dashboard';
/** What one must be allowed to see the queues. */
export const DASHBOARD_PERMISSION = 'queues:manage';
const LIFETIME_SECONDS = 15 * 60;

/** Signs an operator in to the queue dashboard, for a short while. */
export class SignInToDashboard {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly check: PasswordCheck,
    private readonly sessions: SessionTokens,
    private readonly tokens: Tokens,
    private readonly policy: SecondFactorPolicy,
    private readonly trail: SecurityTrail,
  ) {}

  /**
   * @throws InvalidCredentials also for users who may not see the queues
   * @throws TotpRequired
   * @throws SecondFactorRequired where their role needs one and they have none
   * @throws TooManyFailures
   * @throws SignInBusy
   */
  async execute(credentials: Credentials): Promise<{ token: string; expiresInSeconds: number }> {
    const { userId, rolesAnywhere, hasSecondFactor } = await this.check.verify(credentials, ({ roles }) =>
      roles.some((role) => permissionsOf(role).includes(DASHBOARD_PERMISSION)),
    );
    if (!hasSecondFactor && this.policy.demandsOf(rolesAnywhere)) throw new SecondFactorRequired();
    const { address, device } = credentials;
    return this.unitOfWork.run(async () => {
      const sessionId = this.sessions.start(userId, 'dashboard', LIFETIME_SECONDS, { address, device, hasSecondFactor });
      this.trail.record({ action: 'dashboard.sign-in', resourceType: 'user', resourceId: userId, actorId: userId });
      return { token: await this.tokens.sign(userId, sessionId, DASHBOARD_AUDIENCE, LIFETIME_SECONDS), expiresInSeconds: LIFETIME_SECONDS };
    });
  }
}
