import { CommonPasswords } from '../../application/ports.js';

/** Stands in until a list is chosen. */
export class NoCommonPasswords extends CommonPasswords {
  override includes(): boolean {
    return false;
  }
}
