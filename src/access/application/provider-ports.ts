/** Somebody else's sign-in that is trusted to say who somebody is. */
export interface IdentityProvider {
  name: string;
  issuer: string;
  /** Somebody whose e-mail address the provider has verified is the user with that address. */
  linksByEmail: boolean;
}

/** What begins at a provider, and must be there again when its answer comes. */
export interface ProviderSignIn {
  provider: string;
  state: string;
  nonce: string;
  codeVerifier: string;
  /** Where the browser is sent at the end; without it the answer is JSON. */
  returnTo?: string;
  /** SHA-256 of a secret of the page that will exchange the code, in base64url. */
  codeChallenge?: string;
}

/** Who somebody is, as the provider says. */
export interface ProvenIdentity {
  issuer: string;
  subject: string;
  /** Only one that the provider has verified. */
  verifiedEmail?: string;
  /** True where the provider asked for a second factor, as far as it is configured to be believed in that. */
  hasSecondFactor: boolean;
}

/** The configured providers, over OpenID Connect. */
export abstract class IdentityProviders {
  abstract all(): readonly IdentityProvider[];

  abstract find(name: string): IdentityProvider | undefined;

  /** @throws Unavailable */
  abstract reach(name: string): Promise<void>;

  /**
   * @returns where to send the browser, and what to keep until it is back
   * @throws Unavailable
   */
  abstract begin(name: string): Promise<{ url: string; signIn: ProviderSignIn }>;

  /**
   * @param answer the query with which the browser came back
   * @throws ProviderRefused
   * @throws Unavailable
   */
  abstract finish(signIn: ProviderSignIn, answer: URLSearchParams): Promise<ProvenIdentity>;
}

export interface ExternalIdentity {
  id: string;
  userId: string;
  provider: string;
  issuer: string;
  subject: string;
  linkedBy: 'administrator' | 'verified-email';
  linkedAt: Temporal.Instant;
}

/** Which user is which identity of which provider. */
export abstract class ExternalIdentities {
  abstract userOf(issuer: string, subject: string): Promise<string | undefined>;

  /** Whether a user is linked to some identity of this provider. */
  abstract isLinked(userId: string, issuer: string): Promise<boolean>;

  /** @throws ExternalIdentityTaken when the unit of work ends; where `mayRace` is set, it tries again instead */
  abstract add(identity: ExternalIdentity, options?: { mayRace: boolean }): void;

  /** False where the user has no such link. */
  abstract remove(userId: string, id: string): Promise<boolean>;
}

/** A finished sign-in at a provider that waits for its page to fetch the tokens. */
export interface SignInCode {
  userId: string;
  provider: string;
  hasSecondFactor: boolean;
  /** What the page must show the secret of, as 32 bytes. */
  challenge?: Uint8Array;
  madeAt: Temporal.Instant;
  expiresAt: Temporal.Instant;
}

/** Codes that count once and for minutes, kept as digests. */
export abstract class SignInCodes {
  abstract add(hash: Uint8Array, code: SignInCode): void;

  /** One that still counts; it is not spent by that. */
  abstract find(hash: Uint8Array, now: Temporal.Instant): Promise<SignInCode | undefined>;

  /** Spends a code: of any number of attempts at the same time one gets true. */
  abstract spend(hash: Uint8Array, now: Temporal.Instant): Promise<boolean>;
}
