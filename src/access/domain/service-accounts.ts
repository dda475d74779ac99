import type { ServiceAccount } from './service-account.js';

/** All service accounts. */
export abstract class ServiceAccounts {
  abstract find(id: string): Promise<ServiceAccount | undefined>;

  /** @throws ServiceAccountNameTaken when the unit of work ends */
  abstract add(account: ServiceAccount): void;

  /** Saves what was changed on accounts so far, so that their `version` is the one to answer with. */
  abstract save(): Promise<void>;
}
