import { AggregateRoot, RuleBroken } from '#kernel';
import { distinct, type ExternalIdentifier } from './external-identifier.js';
import {
  type FacilitySettings,
  patchedSettings,
  settingsInForce,
  type SettingsOverrides,
  type SettingsPatch,
} from './facility-settings.js';
import { mergePatch } from './merge-patch.js';
import { expectNoShowFeeIn } from './no-show-fee.js';
import type { PostalAddress } from './postal-address.js';
import { staffingEvents } from './staffing-events.js';
import { zoneName } from './zone-name.js';

export interface NewFacility {
  id: string;
  name: string;
  /** IANA name. */
  timeZone: string;
  /** ISO 4217 code. */
  currency: string;
  address?: PostalAddress;
  identifiers?: ExternalIdentifier[];
}

/** A merge patch of an address. */
export type AddressChanges = Partial<Omit<PostalAddress, 'postalCode' | 'state'>> & { postalCode?: string | null; state?: string | null };

/** A merge patch: null removes. */
export interface FacilityChanges {
  name?: string;
  timeZone?: string;
  currency?: string;
  address?: AddressChanges | null;
}

/** A hospital or practice at one place, in one time zone. */
export class Facility extends AggregateRoot {
  readonly id: string;
  readonly name: string;
  readonly timeZone: string;
  readonly currency: string;
  readonly address?: PostalAddress;
  readonly identifiers: ExternalIdentifier[];
  /** Only what differs from the defaults. */
  readonly settingsOverrides: SettingsOverrides;

  constructor(fields: NewFacility) {
    super();
    this.id = fields.id;
    this.name = fields.name;
    this.timeZone = zoneName(fields.timeZone);
    this.currency = currencyCode(fields.currency);
    this.address = fields.address;
    this.identifiers = distinct(fields.identifiers ?? []);
    this.settingsOverrides = {};
  }

  /** @throws RuleBroken `invalid-time-zone` or `invalid-currency` */
  static open(fields: NewFacility): Facility {
    const facility = new Facility(fields);
    facility.record({
      type: staffingEvents.facilityOpened,
      aggregateId: facility.id,
      payload: { facilityId: facility.id, timeZone: facility.timeZone },
    });
    return facility;
  }

  get settings(): FacilitySettings {
    return settingsInForce(this.settingsOverrides);
  }

  /** @throws RuleBroken `invalid-time-zone`, `invalid-currency`, `wrong-currency` (of the fee that is set) or `incomplete-address` */
  revise(changes: FacilityChanges): void {
    const { name, timeZone, currency, address } = changes;
    Object.assign(this, {
      name: name ?? this.name,
      timeZone: timeZone === undefined ? this.timeZone : zoneName(timeZone),
      currency: currency === undefined ? this.currency : currencyCode(currency),
      address: address === undefined ? this.address : addressAfter(this.address, address),
    });
    expectNoShowFeeIn(this.currency, this.settingsOverrides);
    this.tellChange();
  }

  /** @throws RuleBroken `invalid-closure`, `wrong-currency` or `invalid-amount` */
  configure(patch: SettingsPatch): void {
    const settingsOverrides = patchedSettings(this.settingsOverrides, patch);
    expectNoShowFeeIn(this.currency, settingsOverrides);
    Object.assign(this, { settingsOverrides });
    this.tellChange();
  }

  /** Takes over what another system knows and we don't; what is known stays. Answers whether that was anything. */
  complete({ address, identifiers = [] }: Pick<NewFacility, 'address' | 'identifiers'>): boolean {
    const known = distinct([...this.identifiers, ...identifiers]);
    const news = known.length > this.identifiers.length || (this.address === undefined && address !== undefined);
    if (news) Object.assign(this, { identifiers: known, address: this.address ?? address });
    return news;
  }

  private tellChange(): void {
    this.record({ type: staffingEvents.facilityChanged, aggregateId: this.id, payload: { facilityId: this.id } });
  }
}

function addressAfter(known: PostalAddress | undefined, changes: AddressChanges | null): PostalAddress | undefined {
  if (changes === null) return undefined;
  const { line, city, country, ...rest } = mergePatch<Partial<PostalAddress>>(known ?? {}, changes);
  if (!line || !city || !country) throw new RuleBroken('incomplete-address', 'An address has lines, a city and a country.');
  return { line, city, country, ...rest };
}

function currencyCode(code: string): string {
  if (Intl.supportedValuesOf('currency').includes(code)) return code;
  throw new RuleBroken('invalid-currency', 'A currency is the ISO 4217 code of one in use, such as EUR.', { currency: code });
}
