const PREFIX = 'P';
const DIGITS = 8;
const PATTERN = /^P(\d{8,})(\d)$/;

/** Check digit by ISO/IEC 7064 MOD 11,10: finds every wrong digit and nearly every swap of neighbours. */
export function checkDigit(digits: string): number {
  let product = 10;
  for (const digit of digits) {
    const sum = (product + Number(digit)) % 10 || 10;
    product = (sum * 2) % 11;
  }
  return (11 - product) % 10;
}

/** The medical record number of a running number: `P`, at least eight digits, a check digit. */
export function mrnOf(number: bigint): string {
  const digits = number.toString().padStart(DIGITS, '0');
  return `${PREFIX}${digits}${checkDigit(digits)}`;
}

/** A medical record number as it was typed, without spaces, hyphens and case; nothing where its check digit is wrong. */
export function readMrn(typed: string): string | undefined {
  const mrn = typed.toUpperCase().replace(/[\s.-]/g, '');
  const [, digits, check] = PATTERN.exec(mrn) ?? [];
  return digits !== undefined && checkDigit(digits) === Number(check) ? mrn : undefined;
}
