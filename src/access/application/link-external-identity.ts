import { type Clock, type Ids, NotFound, type UnitOfWork } from '#kernel';
import { UnknownIdentityProvider } from '../domain/provider-errors.js';
import type { Users } from '../domain/users.js';
import type { ExternalIdentities, ExternalIdentity, IdentityProviders } from './provider-ports.js';

export interface LinkExternalIdentityCommand {
  userId: string;
  provider: string;
  /** As the provider names them, for good (`sub`). */
  subject: string;
}

/** Lets a user sign in as an identity of a provider. */
export class LinkExternalIdentity {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly users: Users,
    private readonly providers: IdentityProviders,
    private readonly identities: ExternalIdentities,
    private readonly ids: Ids,
    private readonly clock: Clock,
  ) {}

  /**
   * @throws NotFound
   * @throws UnknownIdentityProvider
   * @throws ExternalIdentityTaken
   */
  async execute({ userId, provider: name, subject }: LinkExternalIdentityCommand): Promise<ExternalIdentity> {
    const provider = this.providers.find(name);
    return this.unitOfWork.run(async () => {
      if (!(await this.users.find(userId))) throw new NotFound('user');
      if (!provider) throw new UnknownIdentityProvider();
      const { issuer } = provider;
      const linkedAt = this.clock.now().round('millisecond');
      const link = { id: this.ids.next(), userId, provider: name, issuer, subject, linkedAt, linkedBy: 'administrator' } as const;
      this.identities.add(link);
      return link;
    });
  }
}
