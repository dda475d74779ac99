import { createSecretKey, type KeyObject } from 'node:crypto';

/** A key of the configuration. */
export interface SigningKey {
  id: string;
  secret: string;
}

/** Who makes our tokens. */
export const ISSUER = 'aceso';
/** The one algorithm; a token that names another is refused before any key is looked up. */
export const ALGORITHM = 'HS256';

/** The keys of access tokens: the first signs, all verify, so that a new one can be brought in without signing anyone out. */
export class SigningKeys {
  private readonly keys: ReadonlyMap<string, KeyObject>;
  readonly current: { id: string; key: KeyObject };

  constructor(keys: readonly SigningKey[]) {
    this.keys = new Map(keys.map(({ id, secret }) => [id, createSecretKey(Buffer.from(secret))]));
    const [first] = this.keys;
    if (!first) throw new Error('There is no key to sign access tokens with.');
    this.current = { id: first[0], key: first[1] };
  }

  /** The key that a token's protected header names, if the header is one of ours. */
  keyFor(header: { alg?: unknown; kid?: unknown; crit?: unknown }): KeyObject | undefined {
    if (header.alg !== ALGORITHM || typeof header.kid !== 'string' || header.crit !== undefined) return undefined;
    return this.keys.get(header.kid);
  }
}
