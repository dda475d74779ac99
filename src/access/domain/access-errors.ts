import { DomainError } from '#kernel';

/** Unknown user, wrong password, disabled account: all look the same. */
export class InvalidCredentials extends DomainError {
  readonly code = 'invalid-credentials';
  readonly kind = 'unauthenticated';

  constructor() {
    super('The e-mail address or the password is wrong.');
  }
}

/** The password is right, and the second factor is missing. */
export class TotpRequired extends DomainError {
  readonly code = 'totp-required';
  readonly kind = 'unauthenticated';

  constructor() {
    super('Enter the code of your second factor too.');
  }
}

/** A code of the second factor that somebody who is signed in was asked for. */
export class TotpWrong extends DomainError {
  readonly code = 'totp-wrong';
  readonly kind = 'rule';

  constructor() {
    super('The code is missing, wrong, or was used before. Check the clock of the device that shows it.');
  }
}

/** The installation demands a second factor of one of the caller's roles, and this session has none. */
export class SecondFactorRequired extends DomainError {
  readonly code = 'second-factor-required';
  readonly kind = 'forbidden';

  constructor() {
    super('Your role needs a second factor. Set one up at /auth/totp first, or sign in with its code.');
  }
}

/** There is a confirmed second factor already. */
export class SecondFactorActive extends DomainError {
  readonly code = 'second-factor-active';
  readonly kind = 'conflict';

  constructor() {
    super('You have a second factor already. Switch it off before you set up another.');
  }
}

/** There is no second factor for what is to be done with it. */
export class SecondFactorMissing extends DomainError {
  readonly code = 'second-factor-missing';
  readonly kind = 'conflict';

  constructor() {
    super('You have no second factor that this could be done with. Set one up first.');
  }
}

/** The secret of the second factor was encrypted under a key that the configuration no longer has. */
export class SecondFactorUnreadable extends DomainError {
  readonly code = 'second-factor-unreadable';
  readonly kind = 'unavailable';

  constructor() {
    super('The code can not be checked for the moment. Use a recovery code, or tell your administrator.');
  }
}

/** The link to set a password is unknown, spent or too old. */
export class InvalidResetToken extends DomainError {
  readonly code = 'invalid-reset-token';
  readonly kind = 'rule';

  constructor() {
    super('The link is not valid, or no longer. Ask for a new one.', {
      errors: [{ pointer: '/token', message: 'is not valid, or no longer' }],
    });
  }
}

/** Links to set a password were asked for too often from one address. */
export class TooManyLinkRequests extends DomainError {
  readonly code = 'too-many-requests';
  readonly kind = 'throttled';

  constructor(readonly retryAfterSeconds: number) {
    super('Too many links were asked for. Wait and try again.');
  }
}

/** More passwords are being checked than this process can do in good time. */
export class SignInBusy extends DomainError {
  readonly code = 'sign-in-busy';
  readonly kind = 'unavailable';
  readonly retryAfterSeconds = 2;

  constructor() {
    super('Too many people are signing in at this moment. Try again in a few seconds.');
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
