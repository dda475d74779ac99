import type { AuditEntry } from '#kernel';

/**
 * Turns passwords into what is kept of them. Slow on purpose, and only so many at a time.
 * @throws SignInBusy where too many wait
 */
export abstract class PasswordHashes {
  abstract hash(password: string): Promise<string>;

  /** Takes the same time where there is no hash to compare with; the answer is then no. */
  abstract matches(password: string, hash: string | undefined): Promise<boolean>;
}

/** Knows which passwords attackers try first. */
export abstract class CommonPasswords {
  abstract includes(password: string): Promise<boolean>;
}

/** What is known of a user when they sign in. */
export interface Account {
  userId: string;
  email: string;
  passwordHash?: string;
  isDisabled: boolean;
  /** Those held everywhere. */
  roles: string[];
  /** Those and the ones held at single facilities. */
  rolesAnywhere: string[];
  /** A confirmed one: the password alone does not let them in. */
  hasSecondFactor: boolean;
  /** This user has signed in from this address before, and not long ago. */
  isKnownAddress: boolean;
}

/** Users by what they sign in with. */
export abstract class Accounts {
  abstract find(email: string, address: string | undefined): Promise<Account | undefined>;

  abstract byId(userId: string, address: string | undefined): Promise<Account | undefined>;
}

/** Who is trying to sign in, from where. */
export interface Attempt {
  email: string;
  address?: string;
  /** Counted apart from strangers' attempts, so that they can't lock the owner out. */
  isKnownAddress: boolean;
}

/**
 * Failed attempts by account and by address. Too many within a quarter of an hour close it for as long; each further time
 * without a success in between doubles that, up to eight hours.
 */
export abstract class SignInFailures {
  /** Seconds to wait before another attempt, or nothing. */
  abstract waitFor(attempt: Attempt): Promise<number | undefined>;

  /** Counts a failure; seconds to wait where it came when it was one too many already. */
  abstract count(attempt: Attempt): Promise<number | undefined>;

  /** The account's failures are forgotten after a success; those of the address are not. */
  abstract forget(attempt: Attempt): Promise<void>;
}

/** What a session is for: the API, or the page that shows the queues. */
export type SessionPurpose = 'api' | 'dashboard';

export interface NewSession {
  id: string;
  userId: string;
  purpose: SessionPurpose;
  address?: string;
  /** What the client says that it is. */
  device?: string;
  /** When the second factor was shown; nothing where only a password was. */
  secondFactorAt?: Temporal.Instant;
  startedAt: Temporal.Instant;
  expiresAt: Temporal.Instant;
}

/** How the spending of a refresh token went. */
export type Spending =
  | { outcome: 'spent'; sessionId: string; userId: string }
  | { outcome: 'reused'; sessionId: string }
  | { outcome: 'refused' };

/** Sessions and the refresh tokens that renew them. */
export abstract class Sessions {
  abstract start(session: NewSession): void;

  abstract addRefreshToken(sessionId: string, hash: Uint8Array, now: Temporal.Instant): void;

  /** Spends a token once: of any number of attempts at the same time, one gets `spent`, the others `reused`. */
  abstract spend(hash: Uint8Array, now: Temporal.Instant): Promise<Spending>;

  abstract revoke(sessionId: string, now: Temporal.Instant): Promise<void>;

  /** Ends one live session of a user. False where there is none of this id. */
  abstract revokeOf(userId: string, sessionId: string, now: Temporal.Instant): Promise<boolean>;

  /** @param exceptSessionId stays */
  abstract revokeAllOf(userId: string, now: Temporal.Instant, exceptSessionId?: string): Promise<void>;

  /** Notes that the second factor was shown in a session that began without it. */
  abstract noteSecondFactor(sessionId: string, at: Temporal.Instant): Promise<void>;

  /** The user's sessions go on as if none had been shown. */
  abstract dropSecondFactor(userId: string): Promise<void>;

  /** Deletes sessions that were over by then, with their refresh tokens. */
  abstract forgetEndedBefore(then: Temporal.Instant): Promise<void>;
}

/** Where audit rows go, month by month. */
export abstract class AuditPartitions {
  /** Makes those of this month and of the coming ones, where they are missing. */
  abstract makeAhead(months: number): Promise<void>;
}

/** Makes the tokens that a client carries. */
export abstract class Tokens {
  /**
   * @param audience who the token is for
   * @param clientId of a machine, whose token says that it is one
   */
  abstract sign(subject: string, sessionId: string, audience: string, lifetimeSeconds: number, clientId?: string): Promise<string>;

  /** Something nobody can guess. */
  abstract random(): string;

  /** What is kept of a random token. */
  abstract digest(token: string): Uint8Array;

  /** Whether a token is the one of which this is kept; takes the same time in any case. */
  abstract matches(token: string, digest: Uint8Array | undefined): boolean;
}

/** Audit rows about signing in, where the one who acts is known only afterwards, and refusals count too. */
export abstract class SecurityTrail {
  abstract record(entry: AuditEntry & { outcome?: 'success' | 'refused'; actorId?: string; actorKind?: 'user' | 'service' }): void;
}
