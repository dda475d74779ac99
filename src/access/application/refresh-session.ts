import type { Clock, UnitOfWork } from '#kernel';
import { InvalidRefreshToken } from '../domain/access-errors.js';
import type { SecurityTrail, Sessions, Tokens } from './ports.js';
import type { SessionTokens, TokenPair } from './session-tokens.js';

/**
 * Exchanges a refresh token for a new pair. A token counts once; where one comes again, somebody
 * else has it too, and the whole session ends.
 */
export class RefreshSession {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly sessions: Sessions,
    private readonly sessionTokens: SessionTokens,
    private readonly tokens: Tokens,
    private readonly trail: SecurityTrail,
    private readonly clock: Clock,
  ) {}

  /** @throws InvalidRefreshToken */
  async execute(command: { refreshToken: string }): Promise<TokenPair> {
    const pair = await this.unitOfWork.run(() => this.exchange(command.refreshToken));
    if (!pair) throw new InvalidRefreshToken();
    return pair;
  }

  private async exchange(refreshToken: string): Promise<TokenPair | undefined> {
    const spending = await this.sessions.spend(this.tokens.digest(refreshToken), this.clock.now());
    if (spending.outcome === 'refused') return undefined;
    const { sessionId } = spending;
    if (spending.outcome === 'reused') {
      await this.sessions.revoke(sessionId, this.clock.now());
      this.trail.record({ action: 'session.reuse-detected', resourceType: 'session', resourceId: sessionId, outcome: 'refused' });
      return undefined;
    }
    this.trail.record({ action: 'session.refresh', resourceType: 'session', resourceId: sessionId, actorId: spending.userId });
    return this.sessionTokens.pair(spending.userId, sessionId);
  }
}
