import type { UnitOfWork } from '#kernel';
import type { Credentials, PasswordCheck } from './password-check.js';
import type { SecurityTrail } from './ports.js';
import type { SessionTokens, TokenPair } from './session-tokens.js';

/** Signs a user in to the API. */
export class LogIn {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly check: PasswordCheck,
    private readonly sessions: SessionTokens,
    private readonly trail: SecurityTrail,
  ) {}

  /**
   * @throws InvalidCredentials
   * @throws TotpRequired
   * @throws TooManyFailures
   * @throws SignInBusy
   */
  async execute(credentials: Credentials): Promise<TokenPair> {
    const { userId, hasSecondFactor } = await this.check.verify(credentials);
    const { address, device } = credentials;
    return this.unitOfWork.run(async () => {
      this.trail.record({ action: 'session.start', resourceType: 'user', resourceId: userId, actorId: userId });
      return this.sessions.open(userId, { address, device, hasSecondFactor });
    });
  }
}
