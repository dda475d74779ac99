import { AggregateRoot } from '#kernel';
import { isInstallationWide, type PermissionName } from './permissions.js';
import { ScopeNotAtFacility } from './service-account-errors.js';

/** What a new service account is made of. */
export interface NewServiceAccount {
  id: string;
  name: string;
  scopes: PermissionName[];
  /** The only facility where the scopes count; everywhere without it. */
  facilityId?: string;
  /** SHA-256 of the secret. */
  secretHash: Uint8Array;
}

/** A change: members that are absent stay, null removes. */
export interface ServiceAccountChanges {
  name?: string;
  scopes?: PermissionName[];
  facilityId?: string | null;
}

/** A machine that calls the interface with exactly the permissions that it was given, its scopes. */
export class ServiceAccount extends AggregateRoot {
  readonly id: string;
  readonly createdAt: Temporal.Instant;
  name: string;
  scopes: PermissionName[];
  facilityId?: string;
  secretHash: Uint8Array;
  secretMadeAt: Temporal.Instant;
  /** The secret before, which counts until the instant beside it. */
  formerSecretHash?: Uint8Array;
  formerSecretUntil?: Temporal.Instant;
  disabledAt?: Temporal.Instant;

  /** @throws ScopeNotAtFacility */
  constructor({ id, name, scopes, facilityId, secretHash }: NewServiceAccount, now: Temporal.Instant) {
    super();
    this.id = id;
    // As exact as it is when it is read back.
    this.createdAt = now.round('millisecond');
    this.secretMadeAt = this.createdAt;
    this.name = name;
    this.scopes = heldAt(scopes, facilityId);
    this.facilityId = facilityId;
    this.secretHash = secretHash;
  }

  get isDisabled(): boolean {
    return this.disabledAt !== undefined;
  }

  /** @throws ScopeNotAtFacility */
  change({ name = this.name, scopes = this.scopes, facilityId = this.facilityId }: ServiceAccountChanges): void {
    this.name = name;
    this.scopes = heldAt(scopes, facilityId ?? undefined);
    this.facilityId = facilityId ?? undefined;
  }

  /** Gives the account a new secret. The one before counts for the overlap, and no secret before that one. */
  takeSecret(secretHash: Uint8Array, overlap: Temporal.Duration, now: Temporal.Instant): void {
    const former = overlap.sign > 0 ? this.secretHash : undefined;
    this.formerSecretHash = former;
    this.formerSecretUntil = former && now.add(overlap).round('millisecond');
    this.secretHash = secretHash;
    this.secretMadeAt = now.round('millisecond');
  }

  /** Keeps the machine out, from its next request on. */
  disable(now: Temporal.Instant): void {
    this.disabledAt ??= now;
  }

  enable(): void {
    this.disabledAt = undefined;
  }
}

function heldAt(scopes: PermissionName[], facilityId: string | undefined): PermissionName[] {
  const beyond = facilityId === undefined ? [] : scopes.filter(isInstallationWide);
  if (beyond.length > 0) throw new ScopeNotAtFacility(beyond);
  return [...new Set(scopes)].sort();
}
