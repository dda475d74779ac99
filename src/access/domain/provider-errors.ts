import { DomainError } from '#kernel';

/** No identity provider of this name is configured. */
export class UnknownIdentityProvider extends DomainError {
  readonly code = 'unknown-identity-provider';
  readonly kind = 'rule';

  constructor() {
    super('There is no identity provider of this name.', { errors: [{ pointer: '/provider', message: 'names no identity provider' }] });
  }
}

/** The identity is linked to somebody already, or the user to another identity of the same provider. */
export class ExternalIdentityTaken extends DomainError {
  readonly code = 'external-identity-taken';
  readonly kind = 'conflict';

  constructor() {
    super('This identity is linked to a user, or this user to another identity of the same provider.');
  }
}

/** Nobody is sent to an address that the operator has not named. */
export class ReturnAddressRefused extends DomainError {
  readonly code = 'return-address-refused';
  readonly kind = 'malformed';

  constructor() {
    super('returnTo is not among the addresses that this installation returns to.', {
      errors: [{ pointer: '/returnTo', message: 'is not among the configured addresses' }],
    });
  }
}

/** What comes back from the provider belongs to no sign-in that this browser began a short while ago. */
export class SignInLost extends DomainError {
  readonly code = 'sign-in-lost';
  readonly kind = 'malformed';

  constructor() {
    super('This sign-in was not begun in this browser, or too long ago. Begin again.');
  }
}

/** The provider did not say who it is, or what it said does not hold. */
export class ProviderRefused extends DomainError {
  readonly code = 'provider-refused';
  readonly kind = 'unauthenticated';

  constructor() {
    super('The identity provider did not confirm who you are. Begin again.');
  }
}

/** The provider knows them, and no user here is linked to that identity, or one who is disabled. */
export class IdentityNotLinked extends DomainError {
  readonly code = 'identity-not-linked';
  readonly kind = 'unauthenticated';

  constructor() {
    super('No active user is linked to this identity. Ask an administrator to link it.');
  }
}

/** The code is unknown, spent or too old, or was got by somebody else. */
export class InvalidSignInCode extends DomainError {
  readonly code = 'invalid-sign-in-code';
  readonly kind = 'unauthenticated';

  constructor() {
    super('The code is not valid, or no longer. Begin again.');
  }
}

/** The user has a second factor, which the provider did not ask for. */
export class SecondFactorToFollow extends DomainError {
  readonly code = 'totp-required';
  readonly kind = 'unauthenticated';

  /** @param signInCode to be exchanged together with the second factor */
  constructor(signInCode: string) {
    super('Send signInCode with the code of your second factor to /auth/oidc/exchange.', { signInCode });
  }
}
