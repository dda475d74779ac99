import { RuleBroken } from './domain-error.js';

/** The currency's own number of decimal digits (ISO 4217, as the runtime's CLDR data has it). */
function digitsOf(currency: string): number {
  return new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2;
}

/** An amount of money in whole minor units (cents), so that sums are exact. */
export class Money {
  private constructor(
    readonly minorUnits: bigint,
    readonly currency: string,
  ) {}

  static ofMinor(minorUnits: bigint, currency: string): Money {
    return new Money(minorUnits, currency);
  }

  /** From the API's form: a decimal string with the currency's own number of digits, such as `12.50`. */
  static parse(amount: string, currency: string): Money {
    if (!/^[A-Z]{3}$/.test(currency)) throw new RuleBroken('invalid-currency', 'A currency is its ISO 4217 code.');
    const digits = digitsOf(currency);
    const pattern = digits === 0 ? /^-?\d{1,15}$/ : new RegExp(`^-?\\d{1,15}\\.\\d{${digits}}$`);
    if (!pattern.test(amount)) {
      throw new RuleBroken('invalid-amount', `An amount in ${currency} is a decimal with ${digits} digits after the point.`);
    }
    return new Money(BigInt(amount.replace('.', '')), currency);
  }

  get amount(): string {
    const digits = digitsOf(this.currency);
    const sign = this.minorUnits < 0n ? '-' : '';
    const figures = (this.minorUnits < 0n ? -this.minorUnits : this.minorUnits).toString().padStart(digits + 1, '0');
    return digits === 0 ? sign + figures : `${sign}${figures.slice(0, -digits)}.${figures.slice(-digits)}`;
  }

  toJSON(): { amount: string; currency: string } {
    return { amount: this.amount, currency: this.currency };
  }
}
