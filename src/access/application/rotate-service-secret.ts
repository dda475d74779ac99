import { type Clock, NotFound, type UnitOfWork } from '#kernel';
import type { ServiceAccounts } from '../domain/service-accounts.js';
import { SECRET_PREFIX } from './create-service-account.js';
import type { Tokens } from './ports.js';
import type { ServiceTokens } from './service-account-ports.js';
import { type ServiceAccountWithSecret, stateOfService } from './service-account-state.js';

export interface RotateServiceSecretCommand {
  accountId: string;
  expectedVersion?: number;
  /** Minutes for which the secret before still counts; with none it ends now, and the tokens got with it too. */
  overlapMinutes: number;
}

/** Gives a service account a new secret, which is told this once. */
export class RotateServiceSecret {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly accounts: ServiceAccounts,
    private readonly serviceTokens: ServiceTokens,
    private readonly tokens: Tokens,
    private readonly clock: Clock,
  ) {}

  /**
   * @throws NotFound
   * @throws StaleVersion
   */
  async execute({ accountId, expectedVersion, overlapMinutes }: RotateServiceSecretCommand): Promise<ServiceAccountWithSecret> {
    const clientSecret = SECRET_PREFIX + this.tokens.random();
    const secretHash = this.tokens.digest(clientSecret);
    return this.unitOfWork.run(async () => {
      const account = await this.accounts.find(accountId);
      if (!account) throw new NotFound('service account');
      account.expectVersion(expectedVersion);
      account.takeSecret(secretHash, Temporal.Duration.from({ minutes: overlapMinutes }), this.clock.now());
      if (overlapMinutes === 0) await this.serviceTokens.revokeAllOf(accountId, this.clock.now());
      await this.accounts.save();
      return { ...stateOfService(account), clientSecret };
    });
  }
}
