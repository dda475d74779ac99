import type { Clock, Ids, UnitOfWork } from '#kernel';
import { TooManyFailures } from '../domain/access-errors.js';
import type { PermissionName } from '../domain/permissions.js';
import { InvalidClient, InvalidScope } from '../domain/service-account-errors.js';
import type { Attempt, SecurityTrail, SignInFailures, Tokens } from './ports.js';
import type { ServiceCredentials, ServiceTokens } from './service-account-ports.js';
import { ACCESS_TOKEN_SECONDS, API_AUDIENCE } from './session-tokens.js';

/** What a machine asks with. */
export interface TokenRequest {
  clientId: string;
  clientSecret: string;
  /** Scopes separated by spaces; all that the account holds without it. */
  scope?: string;
  address?: string;
}

export interface ServiceToken {
  accessToken: string;
  /** Seconds for which it counts. */
  expiresIn: number;
  scopes: PermissionName[];
}

/**
 * Gives a machine a token for a quarter of an hour (OAuth 2.0 client credentials, RFC 6749 §4.4). Failures are counted and
 * audited like those of people; an unknown client, a wrong secret and a disabled account can't be told apart.
 */
export class IssueServiceToken {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly serviceTokens: ServiceTokens,
    private readonly failures: SignInFailures,
    private readonly tokens: Tokens,
    private readonly trail: SecurityTrail,
    private readonly ids: Ids,
    private readonly clock: Clock,
  ) {}

  /**
   * @throws InvalidClient
   * @throws InvalidScope
   * @throws TooManyFailures also for the right secret, while there are too many
   */
  async execute({ clientId, clientSecret, scope, address }: TokenRequest): Promise<ServiceToken> {
    const found = await this.serviceTokens.credentialsOf(clientId, address, this.clock.now());
    const attempt: Attempt = { email: `service-account ${clientId}`, address, isKnownAddress: found?.isKnownAddress ?? false };
    await this.refuseWhileTooMany(attempt);
    if (!this.isRight(clientSecret, found) || !found) return this.refuse(attempt, found?.accountId);
    await this.failures.forget(attempt);
    return this.issue(found, scopesOf(scope, found.scopes), address);
  }

  /** Both comparisons are made in any case, so that the time says nothing. */
  private isRight(secret: string, found: ServiceCredentials | undefined): boolean {
    const isCurrent = this.tokens.matches(secret, found?.secretHash);
    const isFormer = this.tokens.matches(secret, found?.formerSecretHash);
    return (isCurrent || isFormer) && found?.isDisabled === false;
  }

  private issue({ accountId }: ServiceCredentials, scopes: PermissionName[], address: string | undefined): Promise<ServiceToken> {
    return this.unitOfWork.run(async () => {
      const createdAt = this.clock.now();
      const id = this.ids.next();
      this.serviceTokens.add({ id, accountId, scopes, address, createdAt, expiresAt: createdAt.add({ seconds: ACCESS_TOKEN_SECONDS }) });
      const who = { actorId: accountId, actorKind: 'service' } as const;
      this.trail.record({ action: 'service-account.token', resourceType: 'service-account', resourceId: accountId, ...who });
      const accessToken = await this.tokens.sign(accountId, id, API_AUDIENCE, ACCESS_TOKEN_SECONDS, accountId);
      return { accessToken, expiresIn: ACCESS_TOKEN_SECONDS, scopes };
    });
  }

  private async refuseWhileTooMany(attempt: Attempt): Promise<void> {
    const seconds = await this.failures.waitFor(attempt);
    if (seconds !== undefined) throw new TooManyFailures(seconds);
  }

  private async refuse(attempt: Attempt, accountId: string | undefined): Promise<never> {
    const seconds = await this.unitOfWork.run(async () => {
      const refusal = { action: 'service-account.token', resourceType: 'service-account', resourceId: accountId };
      this.trail.record({ ...refusal, outcome: 'refused' });
      return this.failures.count(attempt);
    });
    throw seconds === undefined ? new InvalidClient() : new TooManyFailures(seconds);
  }
}

/** Those asked for, each of which the account must hold, or else all of them. */
function scopesOf(asked: string | undefined, held: PermissionName[]): PermissionName[] {
  if (asked === undefined) return held;
  const names = new Set(asked.split(' '));
  const granted = held.filter((scope) => names.has(scope));
  if (granted.length !== names.size) throw new InvalidScope();
  return granted;
}
