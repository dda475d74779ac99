/** Something encrypted, and the name of the key that opens it. */
export interface Sealed {
  text: string;
  keyId: string;
}

/** The second factor of a user: a secret shared with an app that shows one-time codes. */
export interface SecondFactor {
  /** The secret as it is kept. */
  sealedSecret: string;
  /** Nothing until its first code was entered; until then it guards nothing. */
  confirmedAt?: Temporal.Instant;
}

/** Whose secret it is, as it is kept. */
export interface KeptSecret {
  userId: string;
  sealedSecret: string;
}

/** Second factors, at most one for each user. */
export abstract class SecondFactors {
  abstract find(userId: string): Promise<SecondFactor | undefined>;

  /** Keeps a secret that waits for its first code, in place of another that waits. False where one is confirmed. */
  abstract begin(userId: string, secret: Sealed, now: Temporal.Instant): Promise<boolean>;

  /** Confirms the secret by the code of a step. False where it is another one by now, or confirmed already. */
  abstract confirm(userId: string, sealedSecret: string, step: number, now: Temporal.Instant): Promise<boolean>;

  /** Spends the code of a step: of any number of attempts at the same time one gets true. None before it counts any longer. */
  abstract spendStep(userId: string, step: number): Promise<boolean>;

  /** Takes the factor away with its recovery codes. False where there is none. */
  abstract remove(userId: string): Promise<boolean>;

  /** Puts new recovery codes in place of all older ones. */
  abstract replaceRecoveryCodes(userId: string, hashes: readonly Uint8Array[], now: Temporal.Instant): Promise<void>;

  /** Spends a recovery code; once, as a step. */
  abstract spendRecoveryCode(userId: string, hash: Uint8Array, now: Temporal.Instant): Promise<boolean>;

  /** How many secrets are kept under which key. */
  abstract countByKey(): Promise<ReadonlyMap<string, number>>;

  /** Some secrets that are kept under another key than this, after the given user; in the order of users. */
  abstract notUnder(keyId: string, afterUserId: string | undefined, limit: number): Promise<KeptSecret[]>;

  /** Keeps the same secret sealed anew, unless it has changed meanwhile. */
  abstract reseal(userId: string, sealedSecret: string, anew: Sealed): Promise<void>;
}

/** One-time codes by time (RFC 6238): six digits, thirty seconds, SHA-1, as every app has them. */
export abstract class OneTimeCodes {
  /** A new shared secret, in Base32. */
  abstract newSecret(): string;

  /** What an app reads from a QR code (`otpauth://totp/…`). */
  abstract uriOf(secret: string, email: string): string;

  /** The step that a code belongs to, up to one step from now; nothing where it is wrong. */
  abstract stepOf(secret: string, code: string, now: Temporal.Instant): number | undefined;

  /** A recovery code of 120 random bits, in Base32. */
  abstract newRecoveryCode(): string;
}

/** Encrypts what must be readable again. */
export abstract class Secrets {
  /** The key that seals now. */
  abstract readonly currentKeyId: string;

  abstract hasKey(keyId: string): boolean;

  /** @param owner bound to it: sealed for one user, it opens for nobody else */
  abstract seal(text: string, owner: string): Promise<Sealed>;

  /** Nothing where the key is gone, or it was sealed for somebody else. */
  abstract open(sealed: string, owner: string): Promise<string | undefined>;
}
