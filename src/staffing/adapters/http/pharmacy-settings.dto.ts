import { Flag } from '#http';

/** A merge patch; null takes a setting back to its default. */
export class PharmacySettingsPatch {
  @Flag({
    optional: true,
    nullable: true,
    description: 'Nothing is signed or dispensed without a knowledge base of today; false by default, when that is a warning.',
  })
  knowledgeBaseRequired?: boolean | null;
}

export class PharmacySettingsAnswer {
  @Flag()
  knowledgeBaseRequired!: boolean;
}
