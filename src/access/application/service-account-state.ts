import type { ServiceAccount } from '../domain/service-account.js';

/** A service account as an administrator sees it. */
export interface ServiceAccountState {
  id: string;
  name: string;
  scopes: string[];
  facilityId?: string;
  disabled: boolean;
  secretMadeAt: string;
  formerSecretUntil?: string;
  createdAt: string;
  version: number;
}

/** The account with the one secret that nobody is told again. */
export interface ServiceAccountWithSecret extends ServiceAccountState {
  clientSecret: string;
}

export function stateOfService(account: ServiceAccount): ServiceAccountState {
  const { id, name, scopes, facilityId, isDisabled, version } = account;
  return {
    id,
    name,
    scopes,
    facilityId,
    disabled: isDisabled,
    secretMadeAt: account.secretMadeAt.toString(),
    formerSecretUntil: account.formerSecretUntil?.toString(),
    createdAt: account.createdAt.toString(),
    version,
  };
}
