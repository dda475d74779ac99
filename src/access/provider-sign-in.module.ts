import { HealthChecks } from '#http';
import { Clock, Ids, UnitOfWork } from '#kernel';
import { Entities, Sql } from '#persistence';
import { wire, wireAs } from '#wiring';
import { BeginProviderSignIn, ReturnAddresses } from './application/begin-provider-sign-in.js';
import { ExchangeSignInCode } from './application/exchange-sign-in-code.js';
import { FinishProviderSignIn } from './application/finish-provider-sign-in.js';
import { LinkedUsers } from './application/linked-users.js';
import { LinkExternalIdentity } from './application/link-external-identity.js';
import { Accounts, SecurityTrail, Sessions, SignInFailures, Tokens } from './application/ports.js';
import { ExternalIdentities, IdentityProviders, SignInCodes } from './application/provider-ports.js';
import { SecondFactorCheck } from './application/second-factor-check.js';
import { SecondFactorDemand } from './application/second-factor-demand.js';
import { SessionTokens } from './application/session-tokens.js';
import { UnlinkExternalIdentity } from './application/unlink-external-identity.js';
import { Users } from './domain/users.js';
import { ProviderChecks } from './adapters/http/provider-checks.js';
import { SignInCookie } from './adapters/http/sign-in-cookie.js';
import { OpenIdProviders, type ProviderSettings } from './adapters/oidc/openid-providers.js';
import { ExternalIdentitiesQuery } from './adapters/persistence/external-identities.query.js';
import { SqlExternalIdentities } from './adapters/persistence/external-identities.sql.js';
import { SqlSignInCodes } from './adapters/persistence/sign-in-codes.sql.js';
import { SigningKeys } from './adapters/security/signing-keys.js';

/** How signing in at other people's providers is set up. */
export interface ProviderSignInOptions {
  providers: readonly ProviderSettings[];
  /** Where browsers may be sent at the end. */
  returnAddresses: readonly string[];
  /** Where people reach this installation, without a slash at its end. */
  publicUrl: string;
}

/** Everything about signing in at an identity provider. */
export function providerSignIn({ providers, returnAddresses, publicUrl }: ProviderSignInOptions) {
  return [
    { provide: IdentityProviders, useFactory: () => new OpenIdProviders(providers, publicUrl) },
    { provide: ReturnAddresses, useValue: { addresses: returnAddresses } satisfies ReturnAddresses },
    { provide: SignInCookie, useFactory: (keys: SigningKeys) => new SignInCookie(keys, isSecure(publicUrl)), inject: [SigningKeys] },
    wire(ProviderChecks, HealthChecks, IdentityProviders),
    wireAs(ExternalIdentities, SqlExternalIdentities, Entities, Sql),
    wireAs(SignInCodes, SqlSignInCodes, Entities, Sql),
    wire(ExternalIdentitiesQuery, Sql),
    wire(BeginProviderSignIn, IdentityProviders, ReturnAddresses),
    wire(LinkedUsers, Accounts, ExternalIdentities, SecurityTrail, Ids, Clock),
    wire(FinishProviderSignIn, UnitOfWork, Accounts, LinkedUsers, SignInCodes, SessionTokens, Tokens, SecurityTrail, Clock),
    wire(SecondFactorDemand, UnitOfWork, SecondFactorCheck, SignInFailures, SecurityTrail),
    wire(ExchangeSignInCode, UnitOfWork, SignInCodes, Accounts, SecondFactorDemand, SessionTokens, Tokens, SecurityTrail, Clock),
    wire(LinkExternalIdentity, UnitOfWork, Users, IdentityProviders, ExternalIdentities, Ids, Clock),
    wire(UnlinkExternalIdentity, UnitOfWork, ExternalIdentities, Sessions, Clock),
  ];
}

function isSecure(publicUrl: string): boolean {
  return publicUrl.startsWith('https:');
}
