import { Flag, Whole } from '#http';

/** A merge patch; null takes a setting back to its default. */
export class PharmacySettingsPatch {
  @Flag({
    optional: true,
    nullable: true,
    description: 'Nothing is signed or dispensed without a knowledge base of today; false by default, when that is a warning.',
  })
  knowledgeBaseRequired?: boolean | null;

  @Whole({
    optional: true,
    nullable: true,
    min: 1,
    max: 24 * 30,
    description: 'Hours for which stock is held for a dispense that is not completed; 24 by default.',
  })
  reservationHours?: number | null;
}

export class PharmacySettingsAnswer {
  @Flag()
  knowledgeBaseRequired!: boolean;

  @Whole({ min: 1, max: 24 * 30 })
  reservationHours!: number;
}
