import { Money, RuleBroken } from '#kernel';
import type { SettingsOverrides } from './facility-settings.js';

/**
 * A facility charges in its own currency, and never less than nothing.
 * @throws RuleBroken `wrong-currency` or `invalid-amount`
 */
export function expectNoShowFeeIn(currency: string, { scheduling }: SettingsOverrides): void {
  const fee = scheduling?.noShowFee;
  if (!fee) return;
  if (fee.currency !== currency) {
    throw new RuleBroken('wrong-currency', `The fee for not coming is in the currency of the facility: ${currency}.`, { currency });
  }
  if (Money.parse(fee.amount, fee.currency).minorUnits <= 0n) {
    throw new RuleBroken('invalid-amount', 'A fee for not coming is above zero; null charges nothing.');
  }
}
