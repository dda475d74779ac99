import { Body, Controller, Get, Patch, Post, Query } from '@nestjs/common';
import {
  type Caller,
  CurrentCaller,
  cursorKey,
  DEFAULT_LIMIT,
  Operation,
  type Page,
  pageOf,
  PathId,
  Permission,
  RequiredIfMatch,
  Tag,
  Writes,
} from '#http';
import { DefineShiftTemplate } from '../../application/define-shift-template.js';
import { ReviseShiftTemplate } from '../../application/revise-shift-template.js';
import type { ShiftTemplate } from '../../domain/shift-template.js';
import { RostersQuery } from '../persistence/rosters.query.js';
import { facilitiesWith, FacilityScope } from './facility-scope.js';
import { DefineShiftTemplateBody, ReviseShiftTemplateBody, ShiftTemplateAnswer, ShiftTemplateListQuery } from './shift-templates.dto.js';

const MANAGE = 'roster:manage';

@Tag('Shift templates', 'Shifts of a department that come back, in local time; rosters are made from them.')
@Controller('shift-templates')
export class ShiftTemplatesController {
  constructor(
    private readonly query: RostersQuery,
    private readonly scope: FacilityScope,
    private readonly define: DefineShiftTemplate,
    private readonly revise: ReviseShiftTemplate,
  ) {}

  @Post()
  @Permission(MANAGE)
  @Writes('shift-template.create')
  @Operation({
    summary: 'Define a shift that comes back',
    answer: ShiftTemplateAnswer,
    errors: { 404: ['not-found'], 422: ['invalid-shift'] },
  })
  async createShiftTemplate(@CurrentCaller() caller: Caller, @Body() body: DefineShiftTemplateBody): Promise<ShiftTemplateAnswer> {
    await this.scope.expectDepartment(body.departmentId, MANAGE, caller);
    return answerOf(await this.define.execute(body));
  }

  @Get()
  @Permission(MANAGE)
  @Operation({ summary: 'List shift templates in the order in which they were made', page: ShiftTemplateAnswer })
  async listShiftTemplates(
    @CurrentCaller() caller: Caller,
    @Query() { departmentId, limit = DEFAULT_LIMIT, cursor }: ShiftTemplateListQuery,
  ): Promise<Page<ShiftTemplateAnswer>> {
    const rows = await this.query.templates(departmentId, facilitiesWith(MANAGE, caller), limit, cursorKey(cursor, ['uuid'])?.[0]);
    return pageOf(
      rows,
      limit,
      ({ id }) => [id],
      (row) => row,
    );
  }

  @Get(':id')
  @Permission(MANAGE)
  @Operation({ summary: 'Read a shift template', answer: ShiftTemplateAnswer })
  readShiftTemplate(@CurrentCaller() caller: Caller, @PathId('shift template') id: string): Promise<ShiftTemplateAnswer> {
    return this.query.template(id, facilitiesWith(MANAGE, caller));
  }

  @Patch(':id')
  @Permission(MANAGE)
  @Writes('shift-template.change')
  @Operation({ summary: 'Change a shift template, for rosters to come', answer: ShiftTemplateAnswer, errors: { 422: ['invalid-shift'] } })
  async changeShiftTemplate(
    @CurrentCaller() caller: Caller,
    @PathId('shift template') templateId: string,
    @RequiredIfMatch() expectedVersion: number,
    @Body() changes: ReviseShiftTemplateBody,
  ): Promise<ShiftTemplateAnswer> {
    await this.query.template(templateId, facilitiesWith(MANAGE, caller));
    return answerOf(await this.revise.execute({ templateId, expectedVersion, changes }));
  }
}

function answerOf(template: ShiftTemplate): ShiftTemplateAnswer {
  const { id, facilityId, departmentId, name, kind, from, to, weekdays, count, role, specialty, active, version } = template;
  return { id, facilityId, departmentId, name, kind, from, to, weekdays, count, role, specialty, active, version };
}
