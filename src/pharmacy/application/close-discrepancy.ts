import type { Clock, UnitOfWork } from '#kernel';
import type { StockDiscrepancies } from '../domain/stock-discrepancies.js';
import type { DiscrepancyCause } from '../domain/stock-discrepancy.js';

export interface CloseDiscrepancyCommand {
  discrepancyId: string;
  expectedVersion?: number;
  cause: DiscrepancyCause;
  explanation: string;
  /** User id. */
  by: string;
}

/** Answers for what a count of a controlled drug found. */
export class CloseDiscrepancy {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly discrepancies: StockDiscrepancies,
    private readonly clock: Clock,
  ) {}

  /** @throws NotFound, StaleVersion, InvalidTransition, RuleBroken `closer-is-counter` */
  execute({ discrepancyId, expectedVersion, cause, explanation, by }: CloseDiscrepancyCommand): Promise<void> {
    return this.unitOfWork.run(async () => {
      const discrepancy = await this.discrepancies.get(discrepancyId);
      discrepancy.expectVersion(expectedVersion);
      discrepancy.close(cause, explanation, by, this.clock.now());
      await this.discrepancies.save();
    });
  }
}
