import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import {
  type Caller,
  CurrentCaller,
  cursorKey,
  DEFAULT_LIMIT,
  Operation,
  OwnRecord,
  type Page,
  pageOf,
  PathId,
  Permission,
  staffScopeOf,
  Tag,
  Writes,
} from '#http';
import { Money, NotFound } from '#kernel';
import { AddResource } from '../../application/add-resource.js';
import { DefineAppointmentType } from '../../application/define-appointment-type.js';
import type { AppointmentType } from '../../domain/appointment-type.js';
import { type AppointmentTypeRow, CatalogueQuery } from '../persistence/catalogue.query.js';
import {
  AppointmentTypeAnswer,
  AppointmentTypeBody,
  AppointmentTypesPageQuery,
  ResourceAnswer,
  ResourceBody,
  ResourcesPageQuery,
} from './catalogue.dto.js';
import { expectAt, VisibleTypes } from './visibility.js';

const READ = 'slot:find';

@Tag('Appointment types and rooms', 'What facilities offer, and the rooms and equipment it needs.')
@Controller()
export class CatalogueController {
  constructor(
    private readonly defineType: DefineAppointmentType,
    private readonly add: AddResource,
    private readonly catalogue: CatalogueQuery,
    private readonly visibleTypes: VisibleTypes,
  ) {}

  @Post('appointment-types')
  @Permission('appointment-type:manage')
  @Writes('appointment-type.define')
  @Operation({
    summary: 'Define a type of appointment',
    answer: AppointmentTypeAnswer,
    errors: { 404: ['not-found'], 422: ['invalid-currency', 'invalid-amount'] },
  })
  async defineAppointmentType(
    @CurrentCaller() caller: Caller,
    @Body() { price, ...body }: AppointmentTypeBody,
  ): Promise<AppointmentTypeAnswer> {
    expectAt(body.facilityId, 'appointment-type:manage', caller);
    const money = price && Money.parse(price.amount, price.currency);
    return typeAnswer(await this.defineType.execute({ ...body, price: money }));
  }

  @Get('appointment-types')
  @Permission(READ)
  @OwnRecord()
  @Operation({ summary: 'List types of appointment by name', page: AppointmentTypeAnswer })
  async listAppointmentTypes(
    @CurrentCaller() caller: Caller,
    @Query() query: AppointmentTypesPageQuery,
  ): Promise<Page<AppointmentTypeAnswer>> {
    const { facilityId, limit = DEFAULT_LIMIT, cursor } = query;
    const filter = { facilityId, ...(await this.visibleTypes.for(caller)) };
    const rows = await this.catalogue.types(filter, limit, cursorKey(cursor, ['text', 'uuid']));
    return pageOf(rows, limit, byName, typeRowAnswer);
  }

  @Get('appointment-types/:id')
  @Permission(READ)
  @OwnRecord()
  @Operation({ summary: 'Read a type of appointment', answer: AppointmentTypeAnswer })
  async readAppointmentType(
    @CurrentCaller() caller: Caller,
    @PathId('appointment type') id: string,
  ): Promise<AppointmentTypeAnswer> {
    const row = await this.catalogue.type(id, await this.visibleTypes.for(caller));
    if (!row) throw new NotFound('appointment type');
    return typeRowAnswer(row);
  }

  @Post('resources')
  @Permission('resource:manage')
  @Writes('resource.add')
  @Operation({ summary: 'Add a room or a piece of equipment', answer: ResourceAnswer, errors: { 404: ['not-found'] } })
  async addResource(@CurrentCaller() caller: Caller, @Body() body: ResourceBody): Promise<ResourceAnswer> {
    expectAt(body.facilityId, 'resource:manage', caller);
    const { id, facilityId, kind, name, capacity, version } = await this.add.execute(body);
    return { id, facilityId, kind, name, capacity, version };
  }

  @Get('resources')
  @Permission(READ)
  @Operation({ summary: 'List rooms and equipment by name', page: ResourceAnswer })
  async listResources(@CurrentCaller() caller: Caller, @Query() query: ResourcesPageQuery): Promise<Page<ResourceAnswer>> {
    const { facilityId, kind, limit = DEFAULT_LIMIT, cursor } = query;
    const filter = { facilityId, kind, within: staffScopeOf(caller, READ).facilities };
    const rows = await this.catalogue.resources(filter, limit, cursorKey(cursor, ['text', 'uuid']));
    return pageOf(rows, limit, byName, (row) => row);
  }

  @Get('resources/:id')
  @Permission(READ)
  @Operation({ summary: 'Read a room or a piece of equipment', answer: ResourceAnswer })
  async readResource(@CurrentCaller() caller: Caller, @PathId('resource') id: string): Promise<ResourceAnswer> {
    const row = await this.catalogue.resource(id, staffScopeOf(caller, READ).facilities);
    if (!row) throw new NotFound('resource');
    return row;
  }
}

const byName = ({ name, id }: { name: string; id: string }): string[] => [name, id];

function typeAnswer({ priceMinorUnits, priceCurrency, ...type }: AppointmentType): AppointmentTypeAnswer {
  return typeRowAnswer({
    ...type,
    requiredSpecialty: type.requiredSpecialty ?? null,
    priceMinorUnits: priceMinorUnits?.toString() ?? null,
    priceCurrency: priceCurrency ?? null,
  } as AppointmentTypeRow);
}

function typeRowAnswer(row: AppointmentTypeRow): AppointmentTypeAnswer {
  const { priceMinorUnits, priceCurrency } = row;
  return {
    id: row.id,
    facilityId: row.facilityId,
    name: row.name,
    durationMinutes: row.durationMinutes,
    bufferBeforeMinutes: row.bufferBeforeMinutes,
    bufferAfterMinutes: row.bufferAfterMinutes,
    requiredSpecialty: row.requiredSpecialty ?? undefined,
    requiredResourceKinds: row.requiredResourceKinds,
    price: priceMinorUnits && priceCurrency ? Money.ofMinor(BigInt(priceMinorUnits), priceCurrency).toJSON() : undefined,
    version: row.version,
  };
}
