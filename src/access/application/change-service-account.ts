import { type Clock, NotFound, type UnitOfWork } from '#kernel';
import type { ServiceAccountChanges } from '../domain/service-account.js';
import type { ServiceAccounts } from '../domain/service-accounts.js';
import type { ServiceTokens } from './service-account-ports.js';
import { type ServiceAccountState, stateOfService } from './service-account-state.js';

export interface ChangeServiceAccountCommand extends ServiceAccountChanges {
  accountId: string;
  expectedVersion?: number;
  disabled?: boolean;
}

/** Changes a service account. Fewer scopes count from its next request on; one that is disabled loses its tokens. */
export class ChangeServiceAccount {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly accounts: ServiceAccounts,
    private readonly serviceTokens: ServiceTokens,
    private readonly clock: Clock,
  ) {}

  /**
   * @throws NotFound
   * @throws StaleVersion
   * @throws ServiceAccountNameTaken
   * @throws ScopeNotAtFacility
   */
  async execute({ accountId, expectedVersion, disabled, ...changes }: ChangeServiceAccountCommand): Promise<ServiceAccountState> {
    return this.unitOfWork.run(async () => {
      const account = await this.accounts.find(accountId);
      if (!account) throw new NotFound('service account');
      account.expectVersion(expectedVersion);
      account.change(changes);
      if (disabled === false) account.enable();
      if (disabled) {
        account.disable(this.clock.now());
        await this.serviceTokens.revokeAllOf(accountId, this.clock.now());
      }
      await this.accounts.save();
      return stateOfService(account);
    });
  }
}
