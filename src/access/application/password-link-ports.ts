import type { Account } from './ports.js';

/** Somebody asks for a link to set a password: by the address that was typed, or an administrator for a user. */
export interface PasswordLinkRequest {
  id: string;
  email?: string;
  userId?: string;
  lifetimeMinutes: number;
  requestedAt: Temporal.Instant;
}

/** A request that one process works on. */
export interface ClaimedRequest extends PasswordLinkRequest {
  /** 1 the first time. */
  attempt: number;
}

/** Requests for links, until their mail is sent. */
export abstract class PasswordLinkRequests {
  abstract add(request: PasswordLinkRequest): void;

  /** Some requests that nobody works on, kept from others for a while. */
  abstract claim(limit: number, until: Temporal.Instant, now: Temporal.Instant): Promise<ClaimedRequest[]>;

  abstract settle(requestId: string): Promise<void>;
}

/** Links that were made, by digest. */
export abstract class PasswordLinks {
  abstract add(hash: Uint8Array, userId: string, madeAt: Temporal.Instant, expiresAt: Temporal.Instant): void;

  /** Whose link this is, while it counts. */
  abstract ownerOf(hash: Uint8Array, now: Temporal.Instant): Promise<string | undefined>;

  /** Spends a link: of any number of attempts at the same time one gets true. */
  abstract spend(hash: Uint8Array, now: Temporal.Instant): Promise<boolean>;

  abstract spendAllOf(userId: string, now: Temporal.Instant): Promise<void>;

  abstract forgetExpiredBefore(then: Temporal.Instant): Promise<void>;
}

/** How often links are asked for. */
export abstract class PasswordLinkLimits {
  /**
   * Counts a request, in the same way whether or not somebody has that address.
   * @returns whether mail may go to it
   * @throws TooManyLinkRequests where too many came from there
   */
  abstract admit(email: string, address: string | undefined): Promise<boolean>;
}

/** Sends links to people. */
export abstract class PasswordMail {
  /** @returns false where it is worth another try, which makes a link of its own */
  abstract send(mail: { key: string; to: Account['email']; token: string; expiresAt: Temporal.Instant }): Promise<boolean>;
}

/** Wakes whoever sends the mails; where that fails, they look by themselves soon. */
export abstract class PasswordMailBell {
  abstract ring(): void;
}
