import { Choice, Flag, InstantText, Nested, Text, Uuid, Whole } from '#http';
import { LINE_STATUSES, type LineStatus } from '../../domain/prescription-machine.js';
import { AmountDto } from './medications.dto.js';
import { FrequencyDto } from './prescriptions.dto.js';

/** A medicine that a patient takes. */
export class OngoingMedicineAnswer {
  @Uuid()
  prescriptionId!: string;

  @Uuid()
  prescriptionLineId!: string;

  @Uuid()
  medicationId!: string;

  @Text({ max: 300 })
  name!: string;

  @Text({ max: 50 })
  unit!: string;

  @Choice(LINE_STATUSES, { description: 'Given out whole, it is `completed` and taken until `endsAt`.' })
  status!: LineStatus;

  @Nested(() => AmountDto)
  dose!: AmountDto;

  @Nested(() => FrequencyDto)
  frequency!: FrequencyDto;

  @Text({ max: 100 })
  route!: string;

  @Flag()
  asNeeded!: boolean;

  @Whole({ description: 'Units given out so far.' })
  dispensed!: number;

  @Whole({ description: 'Units that may still be given out.' })
  remaining!: number;

  @InstantText()
  startedAt!: string;

  @InstantText()
  endsAt!: string;
}
