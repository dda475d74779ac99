import { type AccessFacade, ROLE_NAMES } from '../../../access/index.js';
import type { StaffingFacade } from '../../../staffing/index.js';
import { type StockKeeper, StockKeepers } from '../../application/stock-alert-ports.js';

/** Roles of people who may look after stock: patients and machines do not. */
export const KEEPER_ROLES: readonly string[] = ROLE_NAMES.filter((role) => role !== 'patient' && role !== 'service');

/** Who looks after stock, by the roles that access knows; reached by e-mail, or else by a phone number that staffing knows. */
export class AccessStockKeepers extends StockKeepers {
  constructor(
    private readonly access: AccessFacade,
    private readonly staffing: StaffingFacade,
  ) {
    super();
  }

  override async at(facilityId: string, roles: readonly string[]): Promise<StockKeeper[]> {
    const holders = await this.access.holdersOf(roles, facilityId);
    const phones = await this.phonesOf(holders.flatMap(({ staffId }) => staffId ?? []));
    return holders.map(({ userId, email, staffId }) => {
      const phone = staffId === undefined ? undefined : phones.get(staffId);
      const sms = phone === undefined ? [] : [{ channel: 'sms' as const, to: phone }];
      return { userId, addresses: [{ channel: 'email' as const, to: email }, ...sms] };
    });
  }

  private async phonesOf(staffIds: readonly string[]): Promise<ReadonlyMap<string, string | undefined>> {
    if (staffIds.length === 0) return new Map();
    const all = await this.staffing.contacts(staffIds);
    return new Map(all.map(({ staffId, contacts }) => [staffId, contacts.find(({ system }) => system === 'phone')?.value]));
  }
}
