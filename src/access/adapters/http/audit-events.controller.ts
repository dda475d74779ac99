import { Controller, Get, Query } from '@nestjs/common';
import { cursorKey, DEFAULT_LIMIT, Malformed, Operation, type Page, pageOf, Permission, Reads, Tag } from '#http';
import { auditEventOf, AuditEventsQuery } from '../persistence/audit-events.query.js';
import { AuditEventAnswer, AuditEventsPageQuery } from './audit-events.dto.js';

const MOST_DAYS = 31;
/** Milliseconds. */
const DAY = 86_400_000;

@Tag('Audit', 'Who did what to which record, when, from where, with what outcome.')
@Controller('audit-events')
export class AuditEventsController {
  constructor(private readonly events: AuditEventsQuery) {}

  @Get()
  @Permission('audit:read')
  @Reads('audit-event.list')
  @Operation({
    summary: 'List audit events, newest first',
    description: 'What somebody did, and what an answer showed them or refused. Reading this list leaves an event as well.',
    page: AuditEventAnswer,
  })
  async listAuditEvents(@Query() query: AuditEventsPageQuery): Promise<Page<AuditEventAnswer>> {
    const { limit = DEFAULT_LIMIT, cursor, inLists, ...filter } = query;
    if (inLists === 'true') expectFewDays(query);
    const key = cursorKey(cursor, ['instant', 'uuid']);
    const rows = await this.events.page({ ...filter, inLists: inLists === 'true' }, limit, key && { at: key[0]!, id: key[1]! });
    return pageOf(rows, limit, (row) => [row.at, row.id], auditEventOf);
  }
}

/** Rows of lists are found by looking at all of them. */
function expectFewDays({ patientId, from, to }: AuditEventsPageQuery): void {
  const isFew = patientId !== undefined && from !== undefined && to !== undefined && Date.parse(to) - Date.parse(from) <= MOST_DAYS * DAY;
  if (isFew) return;
  throw new Malformed(`With inLists, name the patient and from and to, at most ${MOST_DAYS} days apart.`, [
    { pointer: '/inLists', message: 'needs patientId, from and to' },
  ]);
}
