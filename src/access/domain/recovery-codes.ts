/** Codes that a user gets at a time. */
export const RECOVERY_CODES = 10;
const GROUP = /.{4}(?=.)/g;

/** As people read and copy it: groups of four. */
export function shownRecoveryCode(code: string): string {
  return code.replace(GROUP, '$&-').toLowerCase();
}

/** What was typed, without the signs and capitals that do not matter. */
export function typedRecoveryCode(typed: string): string {
  return typed.replace(/[\s-]/g, '').toUpperCase();
}
