import type { AuditTrail, UnitOfWork } from '#kernel';
import { ImportReport } from '../domain/import-report.js';
import { sourceKeyOf } from '../domain/source-key.js';
import type { Finding, FoundResource, KnownResource, RecordedResource, ResourceRecords } from './ports.js';
import { type Outcome, readResource, type TakeOver } from './take-over.js';

/** Resources looked up together. */
const BATCH = 200;

type Read = Omit<RecordedResource, 'state'>;

/**
 * Imports FHIR R4 resources. What was read before and has not changed since is passed over, so an import that broke
 * off goes on where it was and a second one changes nothing. What comes before the thing it refers to waits on
 * record, and is tried again at the end and by every later import.
 */
export class ImportResources {
  readonly report = new ImportReport();

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly takeOver: TakeOver,
    private readonly records: ResourceRecords,
    private readonly audit: AuditTrail,
    private readonly hashOf: (text: string) => string,
  ) {}

  async execute(findings: AsyncIterable<Finding>): Promise<ImportReport> {
    let batch: FoundResource[] = [];
    for await (const finding of findings) {
      if ('unreadable' in finding) this.report.leaveOut('(unreadable)', finding.unreadable);
      else batch.push(finding);
      if (batch.length < BATCH) continue;
      await this.take(batch);
      batch = [];
    }
    await this.take(batch);
    await this.takeWaiting();
    return this.report;
  }

  private async take(batch: FoundResource[]): Promise<void> {
    const reads = new Map(batch.flatMap((found) => this.read(found)).map((read) => [read.sourceKey, read]));
    const known = await this.records.known([...reads.keys()]);
    const kept: RecordedResource[] = [];
    for (const read of reads.values()) {
      const before = known.get(read.sourceKey);
      if (this.isUnchanged(read, before)) this.report.count(read.resourceType, 'unchanged');
      else if (this.takeOver.hasPlaceFor(read.resourceType)) this.tell(await this.takeOver.execute(read), before);
      else kept.push({ ...read, state: 'kept' });
    }
    await this.keep(kept);
  }

  private read({ resource, fullUrl }: FoundResource): Read[] {
    const sourceKey = sourceKeyOf(resource, fullUrl);
    if (sourceKey !== undefined) return [readResource(resource, sourceKey, this.hashOf(JSON.stringify(resource)))];
    this.report.leaveOut(resource.resourceType, 'it has no id');
    return [];
  }

  /** What was left out is tried again, since the reason may be gone. */
  private isUnchanged({ hash }: Read, before: KnownResource | undefined): boolean {
    return before?.hash === hash && (before.state === 'taken' || before.state === 'kept');
  }

  private tell({ record, outcome }: Outcome, before?: KnownResource): void {
    const { resourceType, state, reason = 'no reason given' } = record;
    if (state === 'refused') this.report.leaveOut(resourceType, reason);
    if (outcome === undefined) return;
    const isLink = before?.state !== 'taken' && outcome !== 'created';
    this.report.count(resourceType, isLink ? 'linked' : outcome);
  }

  private async keep(kept: RecordedResource[]): Promise<void> {
    if (kept.length === 0) return;
    await this.unitOfWork.run(async () => {
      await this.records.record(kept);
      this.audit.record({ action: 'resource.keep', resourceType: 'resource', reason: `${kept.length} resources` });
    });
    kept.forEach(({ resourceType }) => this.report.count(resourceType, 'kept'));
  }

  /** Round by round, as long as a round gets anything further: what it took may be what others wait for. */
  private async takeWaiting(): Promise<void> {
    let left = new Map<string, RecordedResource>();
    for (let progress = true; progress; ) {
      progress = false;
      const still = new Map<string, RecordedResource>();
      for await (const waiting of this.waiting()) {
        const result = await this.takeOver.execute(waiting);
        this.tell(result);
        if (result.record.state === 'waiting') still.set(waiting.sourceKey, result.record);
        else progress = true;
      }
      left = still;
    }
    for (const { resourceType, reason = '' } of left.values()) this.report.leaveOut(resourceType, reason);
  }

  private async *waiting(): AsyncGenerator<RecordedResource> {
    for (let after = ''; ; ) {
      const batch = await this.records.waiting(after, BATCH);
      yield* batch;
      const last = batch.at(-1);
      if (last === undefined) return;
      after = last.sourceKey;
    }
  }
}
