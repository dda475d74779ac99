import type { PermissionName } from '../domain/permissions.js';

/** What is known of a service account when it asks for a token. */
export interface ServiceCredentials {
  accountId: string;
  scopes: PermissionName[];
  secretHash: Uint8Array;
  /** The secret before, while it still counts. */
  formerSecretHash?: Uint8Array;
  isDisabled: boolean;
  /** This account was given a token at this address before, and not long ago. */
  isKnownAddress: boolean;
}

export interface NewServiceToken {
  id: string;
  accountId: string;
  scopes: PermissionName[];
  address?: string;
  createdAt: Temporal.Instant;
  expiresAt: Temporal.Instant;
}

/** Tokens given to service accounts, each of which is looked up at every request. */
export abstract class ServiceTokens {
  /** What a client id stands for; nothing for what is no client id at all. */
  abstract credentialsOf(clientId: string, address: string | undefined, now: Temporal.Instant): Promise<ServiceCredentials | undefined>;

  abstract add(token: NewServiceToken): void;

  abstract revokeAllOf(accountId: string, now: Temporal.Instant): Promise<void>;

  /** Deletes tokens that were over by then. */
  abstract forgetEndedBefore(then: Temporal.Instant): Promise<void>;
}
