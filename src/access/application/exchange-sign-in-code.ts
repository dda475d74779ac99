import type { Clock, UnitOfWork } from '#kernel';
import { InvalidSignInCode } from '../domain/provider-errors.js';
import type { Accounts, SecurityTrail, Tokens } from './ports.js';
import type { SignInCode, SignInCodes } from './provider-ports.js';
import type { SecondFactorProof } from './second-factor-check.js';
import type { SecondFactorDemand } from './second-factor-demand.js';
import type { SessionTokens, TokenPair } from './session-tokens.js';

export interface ExchangeSignInCodeCommand extends SecondFactorProof {
  code: string;
  /** The secret of the challenge with which the sign-in began. */
  codeVerifier?: string;
  address?: string;
  device?: string;
}

/**
 * Gives the page that began a sign-in at a provider its tokens, once. A second factor of ours is asked for where the provider
 * asked for none.
 */
export class ExchangeSignInCode {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly codes: SignInCodes,
    private readonly accounts: Accounts,
    private readonly secondFactor: SecondFactorDemand,
    private readonly sessions: SessionTokens,
    private readonly tokens: Tokens,
    private readonly trail: SecurityTrail,
    private readonly clock: Clock,
  ) {}

  /**
   * @throws InvalidSignInCode
   * @throws TotpRequired the code still counts then
   * @throws InvalidCredentials for a wrong second factor
   * @throws TooManyFailures
   */
  async execute(command: ExchangeSignInCodeCommand): Promise<TokenPair> {
    const { code, codeVerifier, address, device, ...proof } = command;
    const hash = this.tokens.digest(code);
    const found = await this.codes.find(hash, this.clock.now());
    if (!found || !this.isOwner(found, codeVerifier)) throw new InvalidSignInCode();
    const account = await this.accounts.byId(found.userId, address);
    if (!account || account.isDisabled) throw new InvalidSignInCode();
    const asksHere = account.hasSecondFactor && !found.hasSecondFactor;
    if (asksHere) await this.secondFactor.demand(account, proof, address);
    return this.unitOfWork.run(async () => {
      if (!(await this.codes.spend(hash, this.clock.now()))) throw new InvalidSignInCode();
      const { userId } = account;
      const reason = `by ${found.provider}`;
      this.trail.record({ action: 'session.start', resourceType: 'user', resourceId: userId, reason, actorId: userId });
      return this.sessions.open(userId, { address, device, hasSecondFactor: asksHere || found.hasSecondFactor });
    });
  }

  /** Who began without a challenge has no secret either: a page that sends one did not begin this. */
  private isOwner({ challenge }: SignInCode, codeVerifier: string | undefined): boolean {
    if (challenge === undefined || codeVerifier === undefined) return challenge === codeVerifier;
    return this.tokens.matches(codeVerifier, challenge);
  }
}
