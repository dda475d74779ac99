import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';

/** With what links are signed, and where they lead. */
export interface LinkOptions {
  /** Without a slash at the end; without it there are no links. */
  publicUrl?: string;
  /** The first signs, all verify. */
  keys: readonly { id: string; secret: string }[];
}

const DIGEST = 'sha256';

/**
 * Links that carry their own permission: whoever has one may do the one thing that it is for, and nobody can make or change
 * one. What it says can be read by its holder, so it holds ids and times only.
 */
export class SignedLinks {
  private readonly keys: readonly { id: string; key: Buffer }[];

  constructor(private readonly options: LinkOptions) {
    // A key of its own for each use, so that no link could ever pass for a token or the other way round.
    this.keys = options.keys.map(({ id, secret }) => ({ id, key: Buffer.from(hkdfSync(DIGEST, secret, '', 'aceso signed links', 32)) }));
  }

  /** The address of a path of ours as people outside reach it; nothing where no public address is set. */
  addressOf(path: string): string | undefined {
    return this.options.publicUrl === undefined ? undefined : `${this.options.publicUrl}${path}`;
  }

  /** A token for one purpose. */
  sign(purpose: string, content: Readonly<Record<string, string | number>>): string {
    const [first] = this.keys;
    if (!first) throw new Error('Links need a key to be signed with.');
    const text = Buffer.from(JSON.stringify({ ...content, kid: first.id })).toString('base64url');
    return `${text}.${signatureOf(first.key, purpose, text).toString('base64url')}`;
  }

  /** What a token for this purpose says; nothing where it is not one of ours. */
  read(purpose: string, token: string): Readonly<Record<string, unknown>> | undefined {
    const [text = '', signature = ''] = token.split('.', 2);
    const given = Buffer.from(signature, 'base64url');
    const isOurs = this.keys.some(({ key }) => {
      const expected = signatureOf(key, purpose, text);
      return given.length === expected.length && timingSafeEqual(given, expected);
    });
    if (!isOurs) return undefined;
    return JSON.parse(Buffer.from(text, 'base64url').toString()) as Record<string, unknown>;
  }
}

function signatureOf(key: Buffer, purpose: string, text: string): Buffer {
  return createHmac(DIGEST, key).update(`${purpose}.${text}`).digest();
}
