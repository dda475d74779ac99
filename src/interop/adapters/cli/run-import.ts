import { createHash } from 'node:crypto';
import type { INestApplicationContext } from '@nestjs/common';
import { AuditTrail, UnitOfWork } from '#kernel';
import { acting } from '#persistence';
import { type FhirFile, readFhirFile } from '../files/fhir-files.js';
import { ImportResources } from '../../application/import-resources.js';
import { type Finding, type Locale, Registers, ResourceRecords } from '../../application/ports.js';
import { TakeOver } from '../../application/take-over.js';
import type { ImportReport } from '../../domain/import-report.js';

async function* findingsIn(files: readonly FhirFile[], onBytes: (more: number) => void): AsyncGenerator<Finding> {
  for (const file of files) yield* readFhirFile(file, onBytes);
}

/** Imports files into the product, on behalf of the command that was called. */
export function importFiles(
  app: INestApplicationContext,
  files: readonly FhirFile[],
  locale: Locale,
  onBytes: (more: number) => void = () => undefined,
): Promise<ImportReport> {
  const records = app.get(ResourceRecords as never) as ResourceRecords;
  const unitOfWork = app.get(UnitOfWork as never) as UnitOfWork;
  const takeOver = new TakeOver(unitOfWork, app.get(Registers as never) as Registers, records, locale);
  const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex');
  const command = new ImportResources(unitOfWork, takeOver, records, app.get(AuditTrail as never) as AuditTrail, hashOf);
  return acting.as({ kind: 'system', id: 'import' }, () => command.execute(findingsIn(files, onBytes)));
}
