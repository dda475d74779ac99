import type { Clock, Ids } from '#kernel';
import type { SessionPurpose, Sessions, Tokens } from './ports.js';

/** Seconds for which an access token counts. */
export const ACCESS_TOKEN_SECONDS = 15 * 60;
/** Hours after which one signs in again, whatever happened meanwhile (NIST SP 800-63B-4, AAL2). */
const SESSION_HOURS = 24;

/** Audience of the API's access tokens. */
export const API_AUDIENCE = 'aceso-api';

/** What a client gets when it signs in or renews. */
export interface TokenPair {
  accessToken: string;
  refreshToken: string;
  tokenType: 'Bearer';
  /** Seconds for which the access token counts. */
  expiresIn: number;
}

/** Where a session comes from, and how sure one is of who it is. */
export interface SessionOrigin {
  address?: string;
  /** What the client says that it is. */
  device?: string;
  /** True where more than a password was shown. */
  hasSecondFactor?: boolean;
}

/** Starts and continues sessions; called inside a unit of work. */
export class SessionTokens {
  constructor(
    private readonly sessions: Sessions,
    private readonly tokens: Tokens,
    private readonly ids: Ids,
    private readonly clock: Clock,
  ) {}

  /** Starts a session for the API. */
  async open(userId: string, origin: SessionOrigin = {}): Promise<TokenPair> {
    const id = this.start(userId, 'api', SESSION_HOURS * 60 * 60, origin);
    return this.pair(userId, id);
  }

  /** The next pair of a session that goes on. */
  async pair(userId: string, sessionId: string): Promise<TokenPair> {
    const refreshToken = this.tokens.random();
    this.sessions.addRefreshToken(sessionId, this.tokens.digest(refreshToken), this.clock.now());
    const accessToken = await this.tokens.sign(userId, sessionId, API_AUDIENCE, ACCESS_TOKEN_SECONDS);
    return { accessToken, refreshToken, tokenType: 'Bearer', expiresIn: ACCESS_TOKEN_SECONDS };
  }

  /** @returns the id of the new session */
  start(userId: string, purpose: SessionPurpose, lifetimeSeconds: number, origin: SessionOrigin = {}): string {
    const { address, device, hasSecondFactor = false } = origin;
    const startedAt = this.clock.now();
    const session = { id: this.ids.next(), userId, purpose, address, device, startedAt };
    const secondFactorAt = hasSecondFactor ? startedAt : undefined;
    this.sessions.start({ ...session, secondFactorAt, expiresAt: startedAt.add({ seconds: lifetimeSeconds }) });
    return session.id;
  }
}
