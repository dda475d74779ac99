import { DomainError } from '#kernel';

/** Another service account has this name. */
export class ServiceAccountNameTaken extends DomainError {
  readonly code = 'service-account-name-taken';
  readonly kind = 'conflict';

  constructor() {
    super('Another service account has this name.');
  }
}

/** Scopes that concern the whole installation, for an account of one facility. */
export class ScopeNotAtFacility extends DomainError {
  readonly code = 'scope-not-at-facility';
  readonly kind = 'rule';

  constructor(scopes: readonly string[]) {
    const message = `${scopes.join(', ')} can't be held at one facility`;
    super(`${message}: leave the scope out, or the facility.`, { errors: [{ pointer: '/scopes', message }] });
  }
}

/** A machine asks for what only a person has: a session, a password, a second factor. */
export class PeopleOnly extends DomainError {
  readonly code = 'people-only';
  readonly kind = 'forbidden';

  constructor() {
    super('This is for people who are signed in. A service account has its scopes, which its token names.');
  }
}

/** A refusal of the token endpoint, which clients know by its OAuth name (RFC 6749 §5.2). Messages are plain ASCII without quotes. */
export abstract class OAuthRefusal extends DomainError {
  /** `invalid_client` and the like: our code with underscores. */
  get oauthError(): string {
    return this.code.replaceAll('-', '_');
  }
}

/** Unknown, disabled, or with another secret: all look the same. */
export class InvalidClient extends OAuthRefusal {
  readonly code = 'invalid-client';
  readonly kind = 'unauthenticated';

  constructor() {
    super('The client is unknown or disabled, or its secret is wrong.');
  }
}

/** The token request misses something, repeats something, or authenticates in two ways at once. */
export class InvalidTokenRequest extends OAuthRefusal {
  readonly code = 'invalid-request';
  readonly kind = 'malformed';
}

/** Another grant than client credentials. */
export class UnsupportedGrantType extends OAuthRefusal {
  readonly code = 'unsupported-grant-type';
  readonly kind = 'malformed';

  constructor() {
    super('The only grant type here is client_credentials.');
  }
}

/** A scope that does not exist, or that the account does not hold. */
export class InvalidScope extends OAuthRefusal {
  readonly code = 'invalid-scope';
  readonly kind = 'malformed';

  constructor() {
    super('The scope is empty, or names something that this client does not hold.');
  }
}
