import type { Clock, UnitOfWork } from '#kernel';
import type { ShiftSwaps } from '../domain/plan-records.js';
import type { ShiftSwap } from '../domain/shift-swap.js';

export interface AnswerSwapCommand {
  swapId: string;
  expectedVersion?: number;
  answer: { accepted: true } | { accepted: false; reason: string };
}

/** Says yes or no to a swap. Yes is not the last word: it is approved after. */
export class AnswerSwap {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly swaps: ShiftSwaps,
    private readonly clock: Clock,
  ) {}

  /** @throws NotFound, StaleVersion, InvalidTransition */
  execute({ swapId, expectedVersion, answer }: AnswerSwapCommand): Promise<ShiftSwap> {
    return this.unitOfWork.run(async () => {
      const swap = await this.swaps.get(swapId);
      swap.expectVersion(expectedVersion);
      if (answer.accepted) swap.accept(this.clock.now());
      else swap.reject(answer.reason);
      await this.swaps.save();
      return swap;
    });
  }
}
