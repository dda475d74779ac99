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
import { OpenDepartment } from '../../application/open-department.js';
import { ReviseDepartment } from '../../application/revise-department.js';
import type { Department } from '../../domain/department.js';
import { FacilitiesQuery } from '../persistence/facilities.query.js';
import { ChangeDepartmentBody, CreateDepartmentBody, DepartmentAnswer, DepartmentListQuery } from './departments.dto.js';
import { expectAt, FacilityScope, facilitiesWith } from './facility-scope.js';

const CHANGE_ERRORS = { 409: ['department-code-taken'], 422: ['invalid-cover-rule', 'head-not-in-facility'] };

@Tag('Departments', 'Wards, clinics and other parts of a facility.')
@Controller('departments')
export class DepartmentsController {
  constructor(
    private readonly query: FacilitiesQuery,
    private readonly scope: FacilityScope,
    private readonly open: OpenDepartment,
    private readonly revise: ReviseDepartment,
  ) {}

  @Post()
  @Permission('department:manage')
  @Writes('department.create')
  @Operation({ summary: 'Open a department', answer: DepartmentAnswer, errors: { 404: ['not-found'], 409: ['department-code-taken'] } })
  async createDepartment(@CurrentCaller() caller: Caller, @Body() body: CreateDepartmentBody): Promise<DepartmentAnswer> {
    expectAt(body.facilityId, 'department:manage', caller);
    return answerOf(await this.open.execute(body));
  }

  @Get()
  @Permission('facility:read')
  @Operation({ summary: 'List departments by name', page: DepartmentAnswer })
  async listDepartments(
    @CurrentCaller() caller: Caller,
    @Query() { facilityId, limit = DEFAULT_LIMIT, cursor }: DepartmentListQuery,
  ): Promise<Page<DepartmentAnswer>> {
    const within = facilitiesWith('facility:read', caller);
    const rows = await this.query.departments({ facilityId, within }, limit, cursorKey(cursor, ['text', 'uuid']));
    return pageOf(
      rows,
      limit,
      ({ name, id }) => [name, id],
      (row) => row,
    );
  }

  @Get(':id')
  @Permission('facility:read')
  @Operation({ summary: 'Read a department', answer: DepartmentAnswer })
  readDepartment(@CurrentCaller() caller: Caller, @PathId('department') id: string): Promise<DepartmentAnswer> {
    return this.query.department(id, facilitiesWith('facility:read', caller));
  }

  @Patch(':id')
  @Permission('department:manage')
  @Writes('department.change')
  @Operation({ summary: 'Change a department', answer: DepartmentAnswer, errors: CHANGE_ERRORS })
  async changeDepartment(
    @CurrentCaller() caller: Caller,
    @PathId('department') departmentId: string,
    @RequiredIfMatch() expectedVersion: number,
    @Body() changes: ChangeDepartmentBody,
  ): Promise<DepartmentAnswer> {
    await this.scope.expectDepartment(departmentId, 'department:manage', caller);
    return answerOf(await this.revise.execute({ departmentId, expectedVersion, changes }));
  }
}

function answerOf({ id, facilityId, name, code, headId, coverRules, rosteringRequired, version }: Department): DepartmentAnswer {
  return { id, facilityId, name, code, headId, coverRules, rosteringRequired, version };
}
