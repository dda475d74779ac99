import { DomainError, type FieldError } from '#kernel';

/** The request cannot be read as what it should be. */
export class Malformed extends DomainError {
  readonly kind = 'malformed';

  constructor(
    message: string,
    errors: FieldError[] = [],
    readonly code = 'malformed-request',
  ) {
    super(message, errors.length > 0 ? { errors } : {});
  }
}

/** No token, or one that does not count. */
export class Unauthenticated extends DomainError {
  readonly kind = 'unauthenticated';

  constructor(
    readonly code = 'unauthenticated',
    message = 'Sign in first: send a valid access token as a bearer token.',
  ) {
    super(message);
  }
}

/** The caller is known and may not do this. */
export class Forbidden extends DomainError {
  readonly code = 'forbidden';
  readonly kind = 'forbidden';

  constructor(permission: string) {
    super(`You need the permission ${permission} for this.`, { permission });
  }
}

/** A change that must name the version it was made from, and does not. */
export class IfMatchRequired extends DomainError {
  readonly code = 'if-match-required';
  readonly kind = 'malformed';

  constructor() {
    super('Send the version that you read as If-Match, for example If-Match: "3".');
  }
}

/** Too many requests from one caller or address. */
export class TooManyRequests extends DomainError {
  readonly kind = 'throttled';

  constructor(
    readonly retryAfterSeconds: number,
    readonly code = 'too-many-requests',
    message = 'Too many requests. Wait and try again.',
  ) {
    super(message);
  }
}

/** The same key came with another request. */
export class IdempotencyKeyReused extends DomainError {
  readonly code = 'idempotency-key-reused';
  readonly kind = 'rule';

  constructor() {
    super('This Idempotency-Key was used for another request. Use a new key for a new request.');
  }
}

/** The same key came while the first request that carries it is still at work. */
export class RequestInProgress extends DomainError {
  readonly code = 'request-in-progress';
  readonly kind = 'conflict';

  constructor() {
    super('The first request with this Idempotency-Key is still in progress. Ask again in a moment.');
  }
}
