import { NotFound } from '#kernel';
import { ReturnAddressRefused } from '../domain/provider-errors.js';
import type { IdentityProviders, ProviderSignIn } from './provider-ports.js';

export interface BeginProviderSignInCommand {
  provider: string;
  returnTo?: string;
  codeChallenge?: string;
}

/** Sends somebody to their identity provider. They come back to an address that the operator has named, or to none. */
export class BeginProviderSignIn {
  private readonly returnAddresses: ReadonlySet<string>;

  constructor(
    private readonly providers: IdentityProviders,
    { addresses }: ReturnAddresses,
  ) {
    this.returnAddresses = new Set(addresses);
  }

  /**
   * @throws NotFound
   * @throws ReturnAddressRefused
   * @throws Unavailable
   */
  async execute({ provider, returnTo, codeChallenge }: BeginProviderSignInCommand): Promise<{ url: string; signIn: ProviderSignIn }> {
    if (!this.providers.find(provider)) throw new NotFound('identity provider');
    if (returnTo !== undefined && !this.returnAddresses.has(returnTo)) throw new ReturnAddressRefused();
    const { url, signIn } = await this.providers.begin(provider);
    return { url, signIn: { ...signIn, returnTo, codeChallenge } };
  }
}

/** The addresses to which browsers may be sent back, letter by letter. */
export abstract class ReturnAddresses {
  abstract readonly addresses: readonly string[];
}
