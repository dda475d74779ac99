import { DomainError } from '#kernel';

/** Unknown user, wrong password, disabled account: all look the same. */
export class InvalidCredentials extends DomainError {
  readonly code = 'invalid-credentials';
  readonly kind = 'unauthenticated';

  constructor() {
    super('The e-mail address or the password is wrong.');
  }
}

/** The refresh token is unknown, spent, or of a session that has ended. */
export class InvalidRefreshToken extends DomainError {
  readonly code = 'invalid-refresh-token';
  readonly kind = 'unauthenticated';

  constructor() {
    super('The refresh token is not valid, or no longer. Sign in again.');
  }
}

/** Too many failed sign-ins for one account or from one address. */
export class TooManyFailures extends DomainError {
  readonly code = 'too-many-failures';
  readonly kind = 'throttled';

  constructor(readonly retryAfterSeconds: number) {
    super('There were too many failed attempts. Wait before you try again.');
  }
}

/** Another user signs in with this e-mail address. */
export class EmailTaken extends DomainError {
  readonly code = 'email-taken';
  readonly kind = 'conflict';

  constructor() {
    super('Another user has this e-mail address.');
  }
}

/** The change would leave nobody who can administer the installation. */
export class LastAdministrator extends DomainError {
  readonly code = 'last-administrator';
  readonly kind = 'conflict';

  constructor() {
    super('This is the last administrator. Make another user an administrator first.');
  }
}

/** The password is too short, too long or too easy to guess. */
export class PasswordUnfit extends DomainError {
  readonly code = 'password-unfit';
  readonly kind = 'rule';

  constructor(message: string) {
    super(message, { errors: [{ pointer: '/password', message }] });
  }
}
