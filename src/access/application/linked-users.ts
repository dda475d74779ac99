import type { Clock, Ids } from '#kernel';
import type { Accounts, SecurityTrail } from './ports.js';
import type { ExternalIdentities, IdentityProvider, ProvenIdentity } from './provider-ports.js';

/**
 * Finds the user behind an identity; called inside a unit of work. Where there is none, the identity is linked to the user
 * whose e-mail address the provider has verified, if it is trusted with that. One link for each user and provider: an
 * address that changes hands there must not open the account of who had it before.
 */
export class LinkedUsers {
  constructor(
    private readonly accounts: Accounts,
    private readonly identities: ExternalIdentities,
    private readonly trail: SecurityTrail,
    private readonly ids: Ids,
    private readonly clock: Clock,
  ) {}

  /** @returns the user who is linked to this identity, by now or since long ago */
  async find(provider: IdentityProvider, identity: ProvenIdentity): Promise<string | undefined> {
    return (await this.identities.userOf(identity.issuer, identity.subject)) ?? this.linkByEmail(provider, identity);
  }

  private async linkByEmail(provider: IdentityProvider, { issuer, subject, verifiedEmail }: ProvenIdentity): Promise<string | undefined> {
    if (!provider.linksByEmail || verifiedEmail === undefined) return undefined;
    const account = await this.accounts.find(verifiedEmail, undefined);
    if (!account || account.isDisabled || (await this.identities.isLinked(account.userId, issuer))) return undefined;
    const { userId } = account;
    const link = { id: this.ids.next(), userId, provider: provider.name, issuer, subject, linkedAt: this.clock.now() };
    this.identities.add({ ...link, linkedBy: 'verified-email' }, { mayRace: true });
    this.trail.record({ action: 'user.link-identity', resourceType: 'user', resourceId: userId, actorId: userId });
    return userId;
  }
}
