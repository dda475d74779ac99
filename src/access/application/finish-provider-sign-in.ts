import type { Clock, UnitOfWork } from '#kernel';
import { IdentityNotLinked, SecondFactorToFollow } from '../domain/provider-errors.js';
import type { LinkedUsers } from './linked-users.js';
import type { Account, Accounts, SecurityTrail, Tokens } from './ports.js';
import type { IdentityProvider, ProvenIdentity, SignInCodes } from './provider-ports.js';
import type { SessionTokens, TokenPair } from './session-tokens.js';

/** Minutes for which a code waits to be exchanged: long enough to type a second factor. */
const CODE_MINUTES = 5;

export interface FinishProviderSignInCommand {
  provider: IdentityProvider;
  identity: ProvenIdentity;
  /** True where the page that began it fetches the tokens itself. */
  byCode: boolean;
  /** What that page must show the secret of, as 32 bytes. */
  challenge?: Uint8Array;
  address?: string;
  device?: string;
}

/**
 * Signs in whom a provider has identified. Nobody is made a user by that: the identity is linked to one, by an
 * administrator, or at first by an e-mail address that the provider has verified and is trusted with.
 */
export class FinishProviderSignIn {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly accounts: Accounts,
    private readonly linked: LinkedUsers,
    private readonly codes: SignInCodes,
    private readonly sessions: SessionTokens,
    private readonly tokens: Tokens,
    private readonly trail: SecurityTrail,
    private readonly clock: Clock,
  ) {}

  /**
   * @returns tokens, or a code to be exchanged for them
   * @throws IdentityNotLinked
   * @throws SecondFactorToFollow
   */
  async execute(command: FinishProviderSignInCommand): Promise<TokenPair | { code: string }> {
    const outcome = await this.unitOfWork.run(() => this.signIn(command));
    if (outcome === undefined) throw new IdentityNotLinked();
    if ('code' in outcome && !command.byCode) throw new SecondFactorToFollow(outcome.code);
    return outcome;
  }

  private async signIn(command: FinishProviderSignInCommand): Promise<TokenPair | { code: string } | undefined> {
    const { identity, byCode, address, device } = command;
    const userId = await this.linked.find(command.provider, identity);
    const account = userId === undefined ? undefined : await this.accounts.byId(userId, address);
    const start = { action: 'session.start', resourceType: 'user', resourceId: userId, reason: `by ${command.provider.name}` };
    if (!account || account.isDisabled) {
      this.trail.record({ ...start, outcome: 'refused' });
      return undefined;
    }
    const { hasSecondFactor } = identity;
    if (byCode || (account.hasSecondFactor && !hasSecondFactor)) return { code: this.newCode(account, command) };
    this.trail.record({ ...start, actorId: account.userId });
    return this.sessions.open(account.userId, { address, device, hasSecondFactor });
  }

  private newCode({ userId }: Account, { provider, identity, challenge }: FinishProviderSignInCommand): string {
    const code = this.tokens.random();
    const madeAt = this.clock.now();
    const { hasSecondFactor } = identity;
    const expiresAt = madeAt.add({ minutes: CODE_MINUTES });
    this.codes.add(this.tokens.digest(code), { userId, provider: provider.name, hasSecondFactor, challenge, madeAt, expiresAt });
    return code;
  }
}
