import { Choice, InstantText, NestedList, Text, Uuid, Whole } from '#http';

export class MergePatientsBody {
  @Uuid({ description: 'The record that stays.' })
  survivorId!: string;

  @Uuid({ description: 'The record that leads to it from then on.' })
  mergedId!: string;
}

export class MovedRowsAnswer {
  @Text({ description: 'Context and what they are.', example: 'scheduling.appointments' })
  holding!: string;

  @Whole({ min: 1 })
  rows!: number;
}

export class MergeAnswer {
  @Uuid()
  id!: string;

  @Uuid()
  survivorId!: string;

  @Uuid()
  mergedId!: string;

  @Choice(['merged', 'reverted'])
  status!: 'merged' | 'reverted';

  @InstantText()
  mergedAt!: string;

  @InstantText({ optional: true })
  revertedAt?: string;

  @NestedList(() => MovedRowsAnswer, { description: 'What the merge gave to the survivor.' })
  moved!: MovedRowsAnswer[];

  @Whole({ min: 1 })
  version!: number;
}
