import { describe, expect, it } from '@jest/globals';
import { Facility, type NewFacility } from './facility.js';
import { SETTINGS_DEFAULTS } from './facility-settings.js';

const open = (changes: Partial<NewFacility> = {}): Facility =>
  Facility.open({ id: 'f', name: 'Mercy', timeZone: 'Europe/Dublin', currency: 'EUR', ...changes });
const refusal = (code: string): unknown => expect.objectContaining({ code });

describe('a facility', () => {
  it('has a time zone by its name and a currency in use', () => {
    expect(open({ timeZone: 'asia/kolkata' }).timeZone).toBe('Asia/Kolkata');
    expect(() => open({ timeZone: 'Mars/Olympus' })).toThrow(refusal('invalid-time-zone'));
    expect(() => open({ timeZone: '+01:00' })).toThrow(refusal('invalid-time-zone'));
    expect(() => open({ currency: 'ZZZ' })).toThrow(refusal('invalid-currency'));
  });

  it('starts with every setting at its default', () => {
    expect(open().settings).toEqual(SETTINGS_DEFAULTS);
  });

  it('overrides settings one by one, and takes them back', () => {
    const facility = open();
    facility.configure({ scheduling: { holdMinutes: 7, maxOpenBookingsPerPatient: 3 }, staffing: { requiredCredentials: { doctor: [] } } });
    expect(facility.settings.scheduling).toMatchObject({ holdMinutes: 7, maxOpenBookingsPerPatient: 3, bookingHorizonDays: 400 });
    const unchanged = { nurse: ['medical-licence'], pharmacist: ['medical-licence'] };
    expect(facility.settings.staffing.requiredCredentials).toEqual({ doctor: [], ...unchanged });
    facility.configure({ scheduling: { holdMinutes: null } });
    expect(facility.settings.scheduling).toMatchObject({ holdMinutes: 5, maxOpenBookingsPerPatient: 3 });
    facility.configure({ scheduling: null, staffing: null });
    expect(facility.settings).toEqual(SETTINGS_DEFAULTS);
    expect(facility.settingsOverrides).toEqual({});
  });

  it('is not closed backwards', () => {
    const closures = [{ from: '2026-12-26', to: '2026-12-24' }];
    expect(() => open().configure({ scheduling: { closures } })).toThrow(refusal('invalid-closure'));
  });

  it('charges for not coming in its own currency, and something', () => {
    const facility = open();
    const fee = (amount: string, currency = 'EUR') => ({ scheduling: { noShowFee: { amount, currency } } });
    expect(() => facility.configure(fee('20.00', 'USD'))).toThrow(refusal('wrong-currency'));
    for (const amount of ['0.00', '-1.00', '20', '20.005']) {
      expect(() => facility.configure(fee(amount))).toThrow(refusal('invalid-amount'));
    }
    expect(facility.settings.scheduling.noShowFee).toBeNull();
    facility.configure(fee('20.00'));
    expect(() => facility.revise({ currency: 'USD' })).toThrow(refusal('wrong-currency'));
    facility.configure({ scheduling: { noShowFee: null } });
    facility.revise({ currency: 'USD' });
    expect(facility.currency).toBe('USD');
  });

  it('has a whole address or none', () => {
    const facility = open({ address: { line: ['1'], city: 'Cork', country: 'IE', state: 'Munster' } });
    facility.revise({ address: { city: 'Dublin', state: null } });
    expect(facility.address).toEqual({ line: ['1'], city: 'Dublin', country: 'IE' });
    facility.revise({ address: null });
    expect(facility.address).toBeUndefined();
    expect(() => facility.revise({ address: { city: 'Cork' } })).toThrow(refusal('incomplete-address'));
  });

  it('takes over only what it does not know', () => {
    const facility = open({ identifiers: [{ system: 'a', value: '1' }] });
    expect(facility.complete({ identifiers: [{ system: 'a', value: '1' }] })).toBe(false);
    expect(facility.complete({ identifiers: [{ system: 'a', value: '2' }] })).toBe(true);
    expect(facility.identifiers).toHaveLength(2);
  });
});
