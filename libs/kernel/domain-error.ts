/**
 * What kind of refusal an error is. The HTTP edge alone turns a kind into a status code:
 * `malformed` 400, `unauthenticated` 401, `forbidden` 403, `not-found` 404, `conflict` 409, `gone` 410,
 * `stale` 412, `rule` 422, `throttled` 429, `unavailable` 503.
 */
export type ErrorKind =
  | 'malformed'
  | 'unauthenticated'
  | 'forbidden'
  | 'not-found'
  | 'conflict'
  | 'gone'
  | 'stale'
  | 'rule'
  | 'throttled'
  | 'unavailable';

/** One offending member of a request: an RFC 6901 pointer into the body and what is wrong there. */
export interface FieldError {
  pointer: string;
  message: string;
}

/**
 * A refusal that a caller can understand. `code` is stable and documented; `message` is shown to the
 * caller, so it never holds another person's data.
 */
export abstract class DomainError extends Error {
  abstract readonly code: string;
  abstract readonly kind: ErrorKind;
  /** Members added to the problem document beside the standard ones. */
  readonly details: Record<string, unknown>;
  /** Ids of patients whom the details show to the caller, so that the refusal is audited like a read. */
  readonly shownPatients?: readonly string[];

  constructor(message: string, details: Record<string, unknown> = {}) {
    super(message);
    this.name = new.target.name;
    this.details = details;
  }
}

/** The thing does not exist, or the caller may not know that it does: both look the same. */
export class NotFound extends DomainError {
  readonly code = 'not-found';
  readonly kind = 'not-found';

  constructor(readonly what: string) {
    super(`There is no such ${what}, or it is not visible to you.`);
  }
}

/** The caller acted on a version that is no longer the current one. */
export class StaleVersion extends DomainError {
  readonly code = 'stale-version';
  readonly kind = 'stale';

  constructor(readonly currentVersion?: number) {
    super('The resource has changed since you read it. Read it again and repeat the change.', {
      ...(currentVersion === undefined ? {} : { currentVersion }),
    });
  }
}

/** A well-formed request that breaks a rule no narrower error describes. */
export class RuleBroken extends DomainError {
  readonly kind = 'rule';

  constructor(
    readonly code: string,
    message: string,
    details: Record<string, unknown> = {},
  ) {
    super(message, details);
  }
}

/** A service that is needed is away for the moment; the same request may succeed later. */
export class Unavailable extends DomainError {
  readonly code = 'unavailable';
  readonly kind = 'unavailable';

  constructor(readonly what: string) {
    super(`The ${what} is not available at the moment. Try again shortly.`);
  }
}

/**
 * A transition that the state machine does not declare from the current state, or whose guard fails.
 */
export class InvalidTransition extends DomainError {
  readonly code = 'invalid-transition';
  readonly kind = 'conflict';

  constructor(
    private readonly from: string,
    private readonly action: string,
    private readonly reason: string,
    private readonly allowedActions: readonly string[],
  ) {
    super(`Cannot ${action} from ${from}: ${reason}.`, { from, action, reason, allowedActions });
  }

  /** The same refusal for somebody who may not do all that is possible instead. */
  limitedTo(may: (action: string) => boolean): InvalidTransition {
    return new InvalidTransition(this.from, this.action, this.reason, this.allowedActions.filter(may));
  }
}
