import { Body, Controller, Get, Patch, Post, Query } from '@nestjs/common';
import {
  type Caller,
  CurrentCaller,
  cursorKey,
  DEFAULT_LIMIT,
  Operation,
  type Page,
  pageOf,
  PageQuery,
  PathId,
  Permission,
  RequiredIfMatch,
  Tag,
  Writes,
} from '#http';
import { ConfigureFacility } from '../../application/configure-facility.js';
import { OpenFacility } from '../../application/open-facility.js';
import { ReviseFacility } from '../../application/revise-facility.js';
import type { Facility } from '../../domain/facility.js';
import { FacilitiesQuery } from '../persistence/facilities.query.js';
import { ChangeFacilityBody, CreateFacilityBody, FacilityAnswer } from './facilities.dto.js';
import { ChangeSettingsBody, SettingsAnswer } from './facility-settings.dto.js';
import { expectAt, expectEverywhere, facilitiesWith } from './facility-scope.js';

@Tag('Facilities', 'Hospitals and practices, each at one place and in one time zone, with their settings.')
@Controller('facilities')
export class FacilitiesController {
  constructor(
    private readonly query: FacilitiesQuery,
    private readonly open: OpenFacility,
    private readonly revise: ReviseFacility,
    private readonly configure: ConfigureFacility,
  ) {}

  @Post()
  @Permission('facility:manage')
  @Writes('facility.create')
  @Operation({ summary: 'Open a facility', answer: FacilityAnswer, errors: { 422: ['invalid-currency'] } })
  async createFacility(@CurrentCaller() caller: Caller, @Body() body: CreateFacilityBody): Promise<FacilityAnswer> {
    expectEverywhere('facility:manage', caller);
    return answerOf(await this.open.execute(body));
  }

  @Get()
  @Permission('facility:read')
  @Operation({ summary: 'List facilities by name', page: FacilityAnswer })
  async listFacilities(
    @CurrentCaller() caller: Caller,
    @Query() { limit = DEFAULT_LIMIT, cursor }: PageQuery,
  ): Promise<Page<FacilityAnswer>> {
    const rows = await this.query.page(facilitiesWith('facility:read', caller), limit, cursorKey(cursor, ['text', 'uuid']));
    return pageOf(
      rows,
      limit,
      ({ name, id }) => [name, id],
      (row) => row,
    );
  }

  @Get(':id')
  @Permission('facility:read')
  @Operation({ summary: 'Read a facility', answer: FacilityAnswer })
  readFacility(@CurrentCaller() caller: Caller, @PathId('facility') id: string): Promise<FacilityAnswer> {
    expectAt(id, 'facility:read', caller);
    return this.query.one(id);
  }

  @Patch(':id')
  @Permission('facility:manage')
  @Writes('facility.change')
  @Operation({
    summary: 'Change a facility',
    answer: FacilityAnswer,
    errors: { 422: ['invalid-currency', 'wrong-currency', 'incomplete-address'] },
  })
  async changeFacility(
    @CurrentCaller() caller: Caller,
    @PathId('facility') facilityId: string,
    @RequiredIfMatch() expectedVersion: number,
    @Body() changes: ChangeFacilityBody,
  ): Promise<FacilityAnswer> {
    expectAt(facilityId, 'facility:manage', caller);
    return answerOf(await this.revise.execute({ facilityId, expectedVersion, changes }));
  }

  @Get(':id/settings')
  @Permission('facility:read')
  @Operation({ summary: 'Read the settings that are in force at a facility', answer: SettingsAnswer })
  readFacilitySettings(@CurrentCaller() caller: Caller, @PathId('facility') id: string): Promise<SettingsAnswer> {
    expectAt(id, 'facility:read', caller);
    return this.query.settings(id) as Promise<SettingsAnswer>;
  }

  @Patch(':id/settings')
  @Permission('facility:manage')
  @Writes('facility.configure')
  @Operation({
    summary: 'Change the settings of a facility',
    description: 'A merge patch; null takes a setting back to its default. The version is that of the facility.',
    answer: SettingsAnswer,
    errors: { 422: ['invalid-closure', 'wrong-currency', 'invalid-amount'] },
  })
  async changeFacilitySettings(
    @CurrentCaller() caller: Caller,
    @PathId('facility') facilityId: string,
    @RequiredIfMatch() expectedVersion: number,
    @Body() patch: ChangeSettingsBody,
  ): Promise<SettingsAnswer> {
    expectAt(facilityId, 'facility:manage', caller);
    const { version, settings } = await this.configure.execute({ facilityId, expectedVersion, patch });
    return { facilityId, version, ...settings } as SettingsAnswer;
  }
}

function answerOf({ id, name, timeZone, currency, address, identifiers, version }: Facility): FacilityAnswer {
  return { id, name, timeZone, currency, address, identifiers, version };
}
