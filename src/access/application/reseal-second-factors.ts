import type { SecondFactors, Secrets } from './second-factor-ports.js';

/** Secrets at a time, so that no transaction is long. */
const AT_A_TIME = 200;

/**
 * Seals secrets under the key of today, so that the one before can be taken away. What opens under no key that is there stays
 * as it is: the key may come back.
 */
export class ResealSecondFactors {
  constructor(
    private readonly factors: SecondFactors,
    private readonly secrets: Secrets,
  ) {}

  async execute(): Promise<void> {
    let after: string | undefined;
    for (;;) {
      const kept = await this.factors.notUnder(this.secrets.currentKeyId, after, AT_A_TIME);
      for (const { userId, sealedSecret } of kept) await this.reseal(userId, sealedSecret);
      after = kept.at(-1)?.userId;
      if (after === undefined) return;
    }
  }

  private async reseal(userId: string, sealedSecret: string): Promise<void> {
    const secret = await this.secrets.open(sealedSecret, userId);
    if (secret === undefined) return;
    await this.factors.reseal(userId, sealedSecret, await this.secrets.seal(secret, userId));
  }
}
