import { Controller, Get, Query } from '@nestjs/common';
import {
  type Caller,
  CurrentCaller,
  cursorKey,
  DEFAULT_LIMIT,
  Operation,
  OwnRecord,
  type Page,
  PageQuery,
  pageOf,
  PathId,
  Permission,
  Reads,
  scopeOf,
  Tag,
} from '#http';
import { NotFound } from '#kernel';
import { PatientRecords } from '../../access.facade.js';
import { AccessLogQuery, accessLogViewOf } from '../persistence/access-log.query.js';
import { AccessLogAnswer } from './access-log.dto.js';

const READ = 'access-log:read';

@Tag('Audit', 'Who did what to which record, when, from where, with what outcome.')
@Controller('patients/:id/access-log')
export class AccessLogController {
  constructor(
    private readonly log: AccessLogQuery,
    private readonly patients: PatientRecords,
  ) {}

  @Get()
  @Permission(READ)
  @OwnRecord()
  @Reads('access-log.list')
  @Operation({
    summary: 'List who had to do with the record of a patient, newest first',
    description:
      'With the names and roles that they have now. Lists and searches in which the patient was one of several stand in the audit ' +
      'events. Accesses to records that were merged into this one are among them. A patient does not see what was refused, since ' +
      'nothing of theirs was shown then.',
    page: AccessLogAnswer,
  })
  async listAccesses(
    @CurrentCaller() caller: Caller,
    @PathId('patient') patientId: string,
    @Query() { limit = DEFAULT_LIMIT, cursor }: PageQuery,
  ): Promise<Page<AccessLogAnswer>> {
    const patient = await this.patients.find(patientId, scopeOf(caller, READ));
    if (!patient) throw new NotFound('patient');
    const key = cursorKey(cursor, ['instant', 'uuid']);
    const isStaff = caller.permissions.has(READ);
    const rows = await this.log.page([patientId, ...patient.mergedIds], isStaff, limit, key && { at: key[0]!, id: key[1]! });
    return pageOf(rows, limit, (row) => [row.at, row.id], accessLogViewOf);
  }
}
