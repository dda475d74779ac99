import type { UnitOfWork } from '#kernel';
import { permissionsOf } from '../domain/permissions.js';
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
    private readonly trail: SecurityTrail,
  ) {}

  /**
   * @throws InvalidCredentials also for users who may not see the queues
   * @throws TooManyFailures
   */
  async execute(credentials: Credentials): Promise<{ token: string; expiresInSeconds: number }> {
    const { userId } = await this.check.verify(credentials, ({ roles }) =>
      roles.some((role) => permissionsOf(role).includes(DASHBOARD_PERMISSION)),
    );
    return this.unitOfWork.run(async () => {
      const sessionId = this.sessions.start(userId, 'dashboard', LIFETIME_SECONDS, credentials.address);
      this.trail.record({ action: 'dashboard.sign-in', resourceType: 'user', resourceId: userId, actorId: userId });
      return { token: await this.tokens.sign(userId, sessionId, DASHBOARD_AUDIENCE, LIFETIME_SECONDS), expiresInSeconds: LIFETIME_SECONDS };
    });
  }
}
