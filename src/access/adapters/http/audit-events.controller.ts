import { Controller, Get, Query } from '@nestjs/common';
import { cursorKey, DEFAULT_LIMIT, Operation, type Page, pageOf, Permission, Reads, Tag } from '#http';
import { auditEventOf, AuditEventsQuery } from '../persistence/audit-events.query.js';
import { AuditEventAnswer, AuditEventsPageQuery } from './audit-events.dto.js';

@Tag('Audit', 'Who did what to which record, when, from where, with what outcome.')
@Controller('audit-events')
export class AuditEventsController {
  constructor(private readonly events: AuditEventsQuery) {}

  @Get()
  @Permission('audit:read')
  @Reads('audit-event.list')
  @Operation({ summary: 'List audit events, newest first', page: AuditEventAnswer })
  async listAuditEvents(@Query() query: AuditEventsPageQuery): Promise<Page<AuditEventAnswer>> {
    const { limit = DEFAULT_LIMIT, cursor, ...filter } = query;
    const key = cursorKey(cursor, ['instant', 'uuid']);
    const rows = await this.events.page(filter, limit, key && { at: key[0]!, id: key[1]! });
    return pageOf(rows, limit, (row) => [row.at, row.id], auditEventOf);
  }
}
