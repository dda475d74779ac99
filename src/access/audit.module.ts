import { type DynamicModule, Module } from '@nestjs/common';
import { AuditTrail, Clock, Ids, UnitOfWork } from '#kernel';
import { AnswerTrail, Metrics } from '#http';
import { BackgroundRounds } from '#messaging';
import { Entities, Sql } from '#persistence';
import { wire, wireAs } from '#wiring';
import { AccessLogController } from './adapters/http/access-log.controller.js';
import { AuditEventsController } from './adapters/http/audit-events.controller.js';
import { AuditSealing } from './adapters/jobs/audit-sealing.js';
import { AccessLogQuery } from './adapters/persistence/access-log.query.js';
import { AnswerRows } from './adapters/persistence/answer-rows.js';
import { AuditEventRows } from './adapters/persistence/audit-event-rows.js';
import { AuditEventsQuery } from './adapters/persistence/audit-events.query.js';
import { SqlAuditPartitions } from './adapters/persistence/audit-partitions.sql.js';
import { SqlAuditSeals } from './adapters/persistence/audit-seals.sql.js';
import { AuditSeals } from './application/audit-seals.js';
import { AuditPartitions, SecurityTrail } from './application/ports.js';
import { SealAuditTrail } from './application/seal-audit-trail.js';

/** Part of access: who did what, written once and chained. */
@Module({})
export class AuditModule {
  constructor(rounds: BackgroundRounds, metrics: Metrics, seals: AuditSeals, sealAuditTrail: SealAuditTrail) {
    rounds.add(new AuditSealing(sealAuditTrail));
    metrics.gauge('audit_oldest_unsealed_seconds', 'Age of the oldest audit row that no seal names yet.', () => seals.oldestWaiting());
  }

  /** @param report hears one line where audit rows can't be written */
  static with(report: (line: string) => void): DynamicModule {
    return {
      module: AuditModule,
      controllers: [AuditEventsController, AccessLogController],
      providers: [
        wireAs(AuditTrail, AuditEventRows, Entities, Ids),
        { provide: SecurityTrail, useExisting: AuditTrail },
        { provide: AnswerTrail, useFactory: (sql: Sql, ids: Ids) => new AnswerRows(sql, ids, report), inject: [Sql, Ids] },
        wireAs(AuditPartitions, SqlAuditPartitions, Sql),
        wireAs(AuditSeals, SqlAuditSeals, Sql, Clock),
        wire(SealAuditTrail, UnitOfWork, AuditSeals),
        wire(AuditEventsQuery, Sql),
        wire(AccessLogQuery, Sql),
      ],
      exports: [AuditTrail, SecurityTrail, AuditPartitions, AnswerTrail],
    };
  }
}
