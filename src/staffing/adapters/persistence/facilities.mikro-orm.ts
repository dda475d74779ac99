import { defineEntity, p } from '@mikro-orm/core';
import { NotFound } from '#kernel';
import { type Entities, explainConstraint, type Sql } from '#persistence';
import type { ExternalIdentifier } from '../../domain/external-identifier.js';
import type { SettingsOverrides } from '../../domain/facility-settings.js';
import { Facility } from '../../domain/facility.js';
import type { PostalAddress } from '../../domain/postal-address.js';
import { Facilities } from '../../domain/registers.js';
import { IdentifierTaken } from '../../domain/staff-member.js';

export const FacilityMapping = defineEntity({
  class: Facility,
  tableName: 'facilities',
  schema: 'staffing',
  properties: {
    id: p.uuid().primary(),
    name: p.text(),
    timeZone: p.text(),
    currency: p.text(),
    address: p.json<PostalAddress>().nullable(),
    identifiers: p.json<ExternalIdentifier[]>(),
    settingsOverrides: p.json<SettingsOverrides>().fieldName('settings'),
    version: p.integer().version(),
  },
});

explainConstraint('facility_identifiers_once', () => new IdentifierTaken('facility'));

export class MikroOrmFacilities extends Facilities {
  constructor(
    private readonly entities: Entities,
    private readonly sql: Sql,
  ) {
    super();
  }

  override add(facility: Facility): void {
    this.entities.add(facility);
  }

  override async get(id: string): Promise<Facility> {
    const facility = await this.entities.find(Facility, { id });
    if (!facility) throw new NotFound('facility');
    return facility;
  }

  override async findByIdentifiers(identifiers: readonly ExternalIdentifier[]): Promise<Facility | undefined> {
    const known = await this.sql.first<{ facility_id: string }>(
      `select facility_id from staffing.facility_identifiers
       where (system, value) in (select * from unnest($1::text[], $2::text[])) limit 1`,
      [identifiers.map(({ system }) => system), identifiers.map(({ value }) => value)],
    );
    return known && this.get(known.facility_id);
  }

  override save(): Promise<void> {
    return this.entities.save();
  }
}
