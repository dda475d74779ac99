import { NotFound } from '#kernel';
import type { Sql } from '#persistence';
import type { CoverRule } from '../../domain/cover.js';
import type { ExternalIdentifier } from '../../domain/external-identifier.js';
import { type FacilitySettings, settingsInForce, type SettingsOverrides } from '../../domain/facility-settings.js';
import type { PostalAddress } from '../../domain/postal-address.js';
import { present } from './rows.js';

/** A facility as it is read. */
export interface FacilityView {
  id: string;
  name: string;
  timeZone: string;
  currency: string;
  address?: PostalAddress;
  identifiers: ExternalIdentifier[];
  version: number;
}

export interface SettingsView extends FacilitySettings {
  facilityId: string;
  version: number;
}

export interface DepartmentView {
  id: string;
  facilityId: string;
  name: string;
  code: string;
  headId?: string;
  coverRules: CoverRule[];
  rosteringRequired?: boolean;
  version: number;
}

/** Ids of the facilities that the caller may see; undefined is all. */
export type Within = readonly string[] | undefined;

const FACILITY = 'select id, name, time_zone as "timeZone", currency, address, identifiers, version from staffing.facilities';
const DEPARTMENT = `
  select id, facility_id as "facilityId", name, code, head_id as "headId", cover_rules as "coverRules",
    rostering_required as "rosteringRequired", version
  from staffing.departments`;

/** Facilities and departments for reading. */
export class FacilitiesQuery {
  constructor(private readonly sql: Sql) {}

  /** By name; one more than `limit` where there are more. */
  async page(within: Within, limit: number, [name, id]: readonly string[] = []): Promise<FacilityView[]> {
    const rows = await this.sql.query<FacilityView>(
      `${FACILITY} where ($1::uuid[] is null or id = any($1))
       and ($2::text is null or (name collate "C", id) > ($2::text collate "C", $3::uuid))
       order by name collate "C", id limit $4`,
      [within ?? null, name ?? null, id ?? null, limit + 1],
    );
    return rows.map(present);
  }

  /** Zones in which somebody's hours or days are reckoned. */
  async timeZonesInUse(): Promise<string[]> {
    const rows = await this.sql.query<{ time_zone: string }>(
      'select time_zone from staffing.facilities union select time_zone from staffing.availabilities where time_zone is not null',
    );
    return rows.map(({ time_zone }) => time_zone);
  }

  /** @throws NotFound */
  async one(id: string): Promise<FacilityView> {
    const row = await this.sql.first<FacilityView>(`${FACILITY} where id = $1`, [id]);
    if (!row) throw new NotFound('facility');
    return present(row);
  }

  /** @throws NotFound */
  async settings(id: string): Promise<SettingsView> {
    const row = await this.sql.first<{ settings: SettingsOverrides; version: number }>(
      'select settings, version from staffing.facilities where id = $1',
      [id],
    );
    if (!row) throw new NotFound('facility');
    return { facilityId: id, version: row.version, ...settingsInForce(row.settings) };
  }

  /** Of one facility or of all; one more than `limit` where there are more. */
  async departments(
    { facilityId, within }: { facilityId?: string; within: Within },
    limit: number,
    [name, id]: readonly string[] = [],
  ): Promise<DepartmentView[]> {
    const rows = await this.sql.query<DepartmentView>(
      `${DEPARTMENT} where ($1::uuid is null or facility_id = $1) and ($2::uuid[] is null or facility_id = any($2))
       and ($3::text is null or (name collate "C", id) > ($3::text collate "C", $4::uuid))
       order by name collate "C", id limit $5`,
      [facilityId ?? null, within ?? null, name ?? null, id ?? null, limit + 1],
    );
    return rows.map(present);
  }

  /** @throws NotFound where there is none, or none of these facilities */
  async department(id: string, within: Within): Promise<DepartmentView> {
    const text = `${DEPARTMENT} where id = $1 and ($2::uuid[] is null or facility_id = any($2))`;
    const row = await this.sql.first<DepartmentView>(text, [id, within ?? null]);
    if (!row) throw new NotFound('department');
    return present(row);
  }
}
