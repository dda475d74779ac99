import { DomainError, type FieldError } from '#kernel';

/** A chart is opened, or a review given, with a reason or not at all. */
export class ReasonRequired extends DomainError {
  readonly code = 'reason-required';
  readonly kind = 'rule';

  constructor(members: readonly string[]) {
    const errors: FieldError[] = members.map((member) => ({ pointer: `/${member}`, message: 'is required' }));
    super('Say why: the reason is reviewed, and the patient can see that there was one.', { errors });
  }
}

/** The same user has the same chart open already. */
export class BreakGlassActive extends DomainError {
  readonly code = 'break-glass-active';
  readonly kind = 'conflict';

  constructor(open?: { id: string; expiresAt: Temporal.Instant }) {
    super(
      'You have opened this chart already. Go on, or end that access first.',
      open ? { breakGlassId: open.id, expiresAt: open.expiresAt.toString() } : {},
    );
  }
}

/** Nobody judges what they did themselves. */
export class ReviewerOpenedIt extends DomainError {
  readonly code = 'reviewer-opened-it';
  readonly kind = 'rule';

  constructor() {
    super('You opened this chart yourself. Somebody else has to review that.');
  }
}

/**
 * Whoever is signed in is not who they say, or not sure enough. Not 401: the token is good, and a client that renews it
 * and tries again would only use up attempts (RFC 9110 §15.5.4).
 */
export class WrongPassword extends DomainError {
  readonly code = 'wrong-password';
  readonly kind = 'forbidden';

  /** @param member of the request, where the password stands */
  constructor(member = 'password') {
    super('This is not your password. You are still signed in.', {
      errors: [{ pointer: `/${member}`, message: 'is not your password' }] satisfies FieldError[],
    });
  }
}

/** Users without a password prove who they are by signing in anew. */
export class FreshSignInRequired extends DomainError {
  readonly code = 'fresh-sign-in-required';
  readonly kind = 'forbidden';

  constructor(minutes: number) {
    super(`You have no password here: sign in again, and do this within ${minutes} minutes.`);
  }
}
