import type { Sql } from '#persistence';
import type { ImportOrganization, ImportOrganizationCommand } from '../../application/import-organization.js';
import type { ImportOutcome } from '../../application/import-outcome.js';
import type { ImportPractitioner, ImportPractitionerCommand } from '../../application/import-practitioner.js';
import { settingsInForce, type SettingsOverrides } from '../../domain/facility-settings.js';
import { windowOf } from '../../domain/interval.js';
import {
  type Duty,
  type FacilityCard,
  type PractitionerStanding,
  type StaffCard,
  type StaffContacts,
  StaffingFacade,
} from '../../staffing.facade.js';
import type { DutyQuery, DutyRow } from '../persistence/duty.query.js';
import { dutiesOf, staffCardOf, standingOf } from './duty-of-row.js';

interface FacilityRow {
  id: string;
  name: string;
  time_zone: string;
  currency: string;
  settings: SettingsOverrides;
}

const FACILITY = 'select id, name, time_zone, currency, settings from staffing.facilities';

/** The facade for callers in the same process. */
export class InProcessStaffing extends StaffingFacade {
  constructor(
    private readonly sql: Sql,
    private readonly query: DutyQuery,
    private readonly organizations: ImportOrganization,
    private readonly practitioners: ImportPractitioner,
  ) {
    super();
  }

  override async facility(facilityId: string): Promise<FacilityCard | undefined> {
    const row = await this.sql.first<FacilityRow>(`${FACILITY} where id = $1`, [facilityId]);
    return row && facilityCardOf(row);
  }

  override async facilities(): Promise<FacilityCard[]> {
    return (await this.sql.query<FacilityRow>(FACILITY)).map(facilityCardOf);
  }

  override async duty(staffIds: readonly string[], from: Temporal.Instant, to: Temporal.Instant): Promise<Duty[]> {
    const window = windowOf(from, to);
    return dutiesOf(await this.query.byIds(staffIds, window), window);
  }

  override async standing(staffId: string, at: Temporal.Instant): Promise<PractitionerStanding | undefined> {
    const [duty] = await this.duty([staffId], at, at.add({ milliseconds: 1 }));
    return duty && standingOf(duty, at);
  }

  override async dutyAt(
    facilityId: string,
    specialties: readonly string[],
    from: Temporal.Instant,
    to: Temporal.Instant,
  ): Promise<Duty[]> {
    const window = windowOf(from, to);
    return dutiesOf(await this.query.byFacility(facilityId, specialties, window), window);
  }

  override async staffBySpecialty(facilityId: string, specialty: string): Promise<string[]> {
    const rows = await this.sql.query<{ id: string }>(
      'select id from staffing.staff_members where facility_id = $1 and specialties @> array[$2::text] order by id',
      [facilityId, specialty],
    );
    return rows.map(({ id }) => id);
  }

  override async staff(staffIds: readonly string[]): Promise<StaffCard[]> {
    const rows = await this.sql.query<DutyRow>(
      'select id, facility_id, department_id, name, role, specialties from staffing.staff_members where id = any($1::uuid[])',
      [staffIds],
    );
    return rows.map(staffCardOf);
  }

  override contacts(staffIds: readonly string[]): Promise<StaffContacts[]> {
    return this.sql.query('select id as "staffId", contacts from staffing.staff_members where id = any($1::uuid[])', [staffIds]);
  }

  override importOrganization(command: ImportOrganizationCommand): Promise<ImportOutcome> {
    return this.organizations.execute(command);
  }

  override importPractitioner(command: ImportPractitionerCommand): Promise<ImportOutcome> {
    return this.practitioners.execute(command);
  }
}

function facilityCardOf({ id, name, time_zone: timeZone, currency, settings }: FacilityRow): FacilityCard {
  return { id, name, timeZone, currency, settings: settingsInForce(settings) };
}
