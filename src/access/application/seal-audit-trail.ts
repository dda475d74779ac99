import type { UnitOfWork } from '#kernel';
import type { AuditSeals } from './audit-seals.js';

/** Rows that one seal names at the most. */
const MOST_ROWS = 5_000;

/** Chains audit rows that were written since the last time. */
export class SealAuditTrail {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly seals: AuditSeals,
  ) {}

  /** Makes one seal, where there is something to seal; true where there may be more. */
  async execute(): Promise<boolean> {
    if (!(await this.seals.isSomethingWaiting())) return false;
    return (await this.unitOfWork.run(() => this.seals.sealNext(MOST_ROWS))) === MOST_ROWS;
  }
}
