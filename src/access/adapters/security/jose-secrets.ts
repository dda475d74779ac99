import { hkdfSync } from 'node:crypto';
import { CompactEncrypt, compactDecrypt } from 'jose';
import { type Sealed, Secrets } from '../../application/second-factor-ports.js';
import type { SigningKey } from './signing-keys.js';

const ALGORITHM = { alg: 'dir', enc: 'A256GCM' };
const KEY_BYTES = 32;
/** Keeps the derived key apart from whatever else may be derived from the same secret (RFC 5869 §3.2). */
const PURPOSE = 'aceso second factors';

/**
 * Encrypts with AES-256-GCM as a JWE, under keys derived from the keys of access tokens: the first seals, all open. The owner
 * stands in the protected header, so that a row copied to another user opens nothing.
 */
export class JoseSecrets extends Secrets {
  private readonly keys: ReadonlyMap<string, Uint8Array>;
  override readonly currentKeyId: string;

  constructor(keys: readonly SigningKey[]) {
    super();
    this.keys = new Map(keys.map(({ id, secret }) => [id, new Uint8Array(hkdfSync('sha256', secret, '', PURPOSE, KEY_BYTES))]));
    this.currentKeyId = keys[0]?.id ?? '';
  }

  override hasKey(keyId: string): boolean {
    return this.keys.has(keyId);
  }

  override async seal(text: string, owner: string): Promise<Sealed> {
    const keyId = this.currentKeyId;
    const sealing = new CompactEncrypt(new TextEncoder().encode(text)).setProtectedHeader({ ...ALGORITHM, kid: keyId, sub: owner });
    return { keyId, text: await sealing.encrypt(this.keys.get(keyId)!) };
  }

  override async open(sealed: string, owner: string): Promise<string | undefined> {
    try {
      const { plaintext, protectedHeader } = await compactDecrypt(sealed, ({ kid }) => this.keyNamed(kid), {
        keyManagementAlgorithms: [ALGORITHM.alg],
        contentEncryptionAlgorithms: [ALGORITHM.enc],
      });
      return protectedHeader['sub'] === owner ? new TextDecoder().decode(plaintext) : undefined;
    } catch {
      // The key is gone or has changed: whoever asked decides what that means.
      return undefined;
    }
  }

  private keyNamed(keyId: string | undefined): Uint8Array {
    const key = keyId === undefined ? undefined : this.keys.get(keyId);
    if (!key) throw new Error('unknown key');
    return key;
  }
}
