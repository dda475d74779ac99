import { type Caller, mayAt, scopeOf } from '#http';
import { NotFound } from '#kernel';
import type { FacilityCalendar } from '../../application/ports.js';
import type { TypeFilter } from '../persistence/catalogue.query.js';

/** @throws NotFound where the permission is not held at the facility: foreign ones look absent */
export function expectAt(facilityId: string, permission: string, caller: Caller): void {
  if (!mayAt(caller, permission, facilityId)) throw new NotFound('facility');
}

/** Which types of appointment somebody sees: staff those of their facilities, patients those that they may book. */
export class VisibleTypes {
  constructor(private readonly facilities: FacilityCalendar) {}

  async for(caller: Caller): Promise<TypeFilter> {
    const { facilities: within, ownPatient } = scopeOf(caller, 'slot:find');
    if (within === undefined || ownPatient === undefined) return { within };
    const open = (await this.facilities.all()).filter(({ selfService }) => selfService.book);
    const entirely = open.filter(({ selfService }) => selfService.types === undefined);
    return {
      within: [...within, ...entirely.map(({ facilityId }) => facilityId)],
      besides: open.flatMap(({ selfService }) => selfService.types ?? []),
    };
  }
}
