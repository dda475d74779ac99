import type { Clock, Ids, UnitOfWork } from '#kernel';
import type { PermissionName } from '../domain/permissions.js';
import { ServiceAccount } from '../domain/service-account.js';
import type { ServiceAccounts } from '../domain/service-accounts.js';
import type { Tokens } from './ports.js';
import { type ServiceAccountWithSecret, stateOfService } from './service-account-state.js';

/** Begins every secret, so that scanners of code and logs know one when they see it. */
export const SECRET_PREFIX = 'aceso_';

export interface CreateServiceAccountCommand {
  name: string;
  scopes: PermissionName[];
  facilityId?: string;
}

/** Makes an account for a machine, with a secret that is told this once. */
export class CreateServiceAccount {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly accounts: ServiceAccounts,
    private readonly tokens: Tokens,
    private readonly ids: Ids,
    private readonly clock: Clock,
  ) {}

  /**
   * @throws ServiceAccountNameTaken
   * @throws ScopeNotAtFacility
   */
  async execute(command: CreateServiceAccountCommand): Promise<ServiceAccountWithSecret> {
    const clientSecret = SECRET_PREFIX + this.tokens.random();
    const secretHash = this.tokens.digest(clientSecret);
    return this.unitOfWork.run(async () => {
      const account = new ServiceAccount({ id: this.ids.next(), ...command, secretHash }, this.clock.now());
      this.accounts.add(account);
      return { ...stateOfService(account), clientSecret };
    });
  }
}
