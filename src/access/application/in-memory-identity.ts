import type { AuditEntry } from '#kernel';
import { SecurityTrail, Sessions, type Spending, Tokens } from './ports.js';
import { type KeptSecret, OneTimeCodes, type Sealed, type SecondFactor, SecondFactors, Secrets } from './second-factor-ports.js';

interface Row extends SecondFactor {
  keyId: string;
  lastStep: number;
}

/** Second factors in memory, with the same conditions as the rows. */
export class InMemorySecondFactors extends SecondFactors {
  readonly rows = new Map<string, Row>();
  private codes = new Map<string, Set<string>>();

  override async find(userId: string): Promise<SecondFactor | undefined> {
    return this.rows.get(userId);
  }

  override async begin(userId: string, { text, keyId }: Sealed): Promise<boolean> {
    if (this.rows.get(userId)?.confirmedAt) return false;
    this.rows.set(userId, { sealedSecret: text, keyId, lastStep: -1 });
    return true;
  }

  override async confirm(userId: string, sealedSecret: string, step: number, now: Temporal.Instant): Promise<boolean> {
    const row = this.rows.get(userId);
    if (!row || row.confirmedAt || row.sealedSecret !== sealedSecret) return false;
    this.rows.set(userId, { ...row, confirmedAt: now, lastStep: step });
    return true;
  }

  override async spendStep(userId: string, step: number): Promise<boolean> {
    const row = this.rows.get(userId);
    if (!row?.confirmedAt || row.lastStep >= step) return false;
    row.lastStep = step;
    return true;
  }

  override async remove(userId: string): Promise<boolean> {
    this.codes.delete(userId);
    return this.rows.delete(userId);
  }

  override async replaceRecoveryCodes(userId: string, hashes: readonly Uint8Array[]): Promise<void> {
    this.codes.set(userId, new Set(hashes.map((hash) => Buffer.from(hash).toString())));
  }

  override async spendRecoveryCode(userId: string, hash: Uint8Array): Promise<boolean> {
    return this.codes.get(userId)?.delete(Buffer.from(hash).toString()) ?? false;
  }

  override async countByKey(): Promise<ReadonlyMap<string, number>> {
    const counts = new Map<string, number>();
    for (const { keyId } of this.rows.values()) counts.set(keyId, (counts.get(keyId) ?? 0) + 1);
    return counts;
  }

  override async notUnder(keyId: string, afterUserId: string | undefined, limit: number): Promise<KeptSecret[]> {
    const others = [...this.rows].filter(([userId, row]) => row.keyId !== keyId && userId > (afterUserId ?? ''));
    const kept = others.map(([userId, { sealedSecret }]) => ({ userId, sealedSecret }));
    return kept.sort((one, other) => (one.userId < other.userId ? -1 : 1)).slice(0, limit);
  }

  override async reseal(userId: string, sealedSecret: string, { text, keyId }: Sealed): Promise<void> {
    const row = this.rows.get(userId);
    if (row?.sealedSecret === sealedSecret) this.rows.set(userId, { ...row, sealedSecret: text, keyId });
  }
}

/** Codes that anybody can work out: the secret and the number of the half minute. */
export class PlainCodes extends OneTimeCodes {
  private made = 0;

  override newSecret(): string {
    this.made += 1;
    return `secret${this.made}`;
  }

  override uriOf(secret: string, email: string): string {
    return `otpauth://totp/${email}?secret=${secret}`;
  }

  override stepOf(secret: string, code: string, now: Temporal.Instant): number | undefined {
    const [name, step] = code.split('@');
    return name === secret && Number(step) === stepAt(now) ? Number(step) : undefined;
  }

  override newRecoveryCode(): string {
    this.made += 1;
    return `CODE${this.made}`.padEnd(24, 'X');
  }
}

/** The code that `PlainCodes` expects at an instant. */
export function codeAt(secret: string, now: Temporal.Instant): string {
  return `${secret}@${stepAt(now)}`;
}

function stepAt(now: Temporal.Instant): number {
  return Math.floor(now.epochMilliseconds / 30_000);
}

/** Seals by writing the key and the owner in front. */
export class PlainSecrets extends Secrets {
  /** @param keyIds the first seals, all open */
  constructor(private readonly keyIds: string[]) {
    super();
  }

  override get currentKeyId(): string {
    return this.keyIds[0]!;
  }

  override hasKey(keyId: string): boolean {
    return this.keyIds.includes(keyId);
  }

  override async seal(text: string, owner: string): Promise<Sealed> {
    return { keyId: this.currentKeyId, text: `${this.currentKeyId}|${owner}|${text}` };
  }

  override async open(sealed: string, owner: string): Promise<string | undefined> {
    const [keyId = '', sealedFor, text] = sealed.split('|');
    return this.hasKey(keyId) && sealedFor === owner ? text : undefined;
  }
}

/** Tokens that count up, kept as they are. */
export class PlainTokens extends Tokens {
  private made = 0;

  override async sign(subject: string, sessionId: string): Promise<string> {
    return `${subject} in ${sessionId}`;
  }

  override random(): string {
    this.made += 1;
    return `token-${this.made}`;
  }

  override digest(token: string): Uint8Array {
    return Buffer.from(token);
  }

  override matches(token: string, digest: Uint8Array | undefined): boolean {
    return digest !== undefined && Buffer.from(digest).toString() === token;
  }
}

/** Notes what is done to sessions. */
export class NotedSessions extends Sessions {
  readonly notes: string[] = [];

  override start({ userId }: { userId: string }): void {
    this.notes.push(`start ${userId}`);
  }

  override addRefreshToken(): void {}

  override async spend(): Promise<Spending> {
    return { outcome: 'refused' };
  }

  override async revoke(sessionId: string): Promise<void> {
    this.notes.push(`revoke ${sessionId}`);
  }

  override async revokeOf(userId: string, sessionId: string): Promise<boolean> {
    this.notes.push(`revoke ${sessionId} of ${userId}`);
    return true;
  }

  override async revokeAllOf(userId: string, _: Temporal.Instant, exceptSessionId?: string): Promise<void> {
    this.notes.push(`revoke all of ${userId}${exceptSessionId === undefined ? '' : ` but ${exceptSessionId}`}`);
  }

  override async noteSecondFactor(sessionId: string): Promise<void> {
    this.notes.push(`second factor in ${sessionId}`);
  }

  override async dropSecondFactor(userId: string): Promise<void> {
    this.notes.push(`no second factor of ${userId}`);
  }

  override async forgetEndedBefore(): Promise<void> {}
}

/** Keeps what was recorded. */
export class NotedTrail extends SecurityTrail {
  readonly actions: string[] = [];

  override record({ action }: AuditEntry): void {
    this.actions.push(action);
  }
}
