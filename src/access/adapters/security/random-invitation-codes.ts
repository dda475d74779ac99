import { createHash, randomInt } from 'node:crypto';
import { InvitationCodes } from '../../application/invitation-ports.js';

/** Crockford's Base32: nothing in it looks like something else. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
/** Sixteen characters of five bits: 80 bits, in four groups. */
const GROUPS = 4;
const OF = 4;

export class RandomInvitationCodes extends InvitationCodes {
  override next(): string {
    const group = (): string => Array.from({ length: OF }, () => ALPHABET[randomInt(ALPHABET.length)]).join('');
    return Array.from({ length: GROUPS }, group).join('-');
  }

  override hashOf(code: string): string {
    const typed = code.toUpperCase().replaceAll(/[^0-9A-Z]/g, '').replaceAll('O', '0').replaceAll(/[IL]/g, '1');
    return createHash('sha256').update(typed).digest('hex');
  }
}
