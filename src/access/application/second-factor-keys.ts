import type { SecondFactors, Secrets } from './second-factor-ports.js';

/** Under which keys second factors are kept. */
export interface SecondFactorKeys {
  /** Keys that somebody's secret needs and the configuration lacks. */
  missing: string[];
  /** Secrets that need them: their users can't sign in by code. */
  unreadable: number;
  /** Older keys that are still needed; empty when they may be taken away. */
  olderInUse: string[];
}

/** Looks whether a change of keys has left secrets behind that nothing opens. */
export class SecondFactorKeyring {
  constructor(
    private readonly factors: SecondFactors,
    private readonly secrets: Secrets,
  ) {}

  async look(): Promise<SecondFactorKeys> {
    const counts = [...(await this.factors.countByKey())];
    const lost = counts.filter(([keyId]) => !this.secrets.hasKey(keyId));
    const older = counts.filter(([keyId]) => this.secrets.hasKey(keyId) && keyId !== this.secrets.currentKeyId);
    return {
      missing: lost.map(([keyId]) => keyId),
      unreadable: lost.reduce((sum, [, count]) => sum + count, 0),
      olderInUse: older.map(([keyId]) => keyId),
    };
  }
}
