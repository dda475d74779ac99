import { CalendarDate, Choice, ChoiceList, InstantText, Text, Uuid, Whole } from '#http';
import { CREDENTIAL_ACTIONS, CREDENTIAL_STATUSES, type CredentialAction, type CredentialStatus } from '../../domain/credential.js';

const KIND = { max: 60, pattern: /^[a-z0-9]+(-[a-z0-9]+)*$/, example: 'medical-licence' };

export class AddCredentialBody {
  @Text(KIND)
  kind!: string;

  @Text({ max: 100, example: 'B-204881' })
  number!: string;

  @Text({ example: 'Ärztekammer Berlin' })
  issuer!: string;

  @CalendarDate({ example: '2024-01-01' })
  validFrom!: string;

  @CalendarDate({ example: '2028-12-31', description: 'Last day of validity.' })
  validUntil!: string;
}

export class SuspendCredentialBody {
  @Text({ max: 1_000, example: 'Under review by the issuer' })
  reason!: string;
}

export class CredentialAnswer extends AddCredentialBody {
  @Uuid()
  id!: string;

  @Uuid()
  staffId!: string;

  @Uuid()
  facilityId!: string;

  @Choice(CREDENTIAL_STATUSES, { description: 'On the day of the answer, in the zone of the facility.' })
  status!: CredentialStatus;

  @ChoiceList(CREDENTIAL_ACTIONS, { description: 'What the caller may do now.' })
  allowedActions!: CredentialAction[];

  @InstantText({ optional: true })
  suspendedAt?: string;

  @Text({ optional: true, max: 1_000 })
  suspensionReason?: string;

  @Whole({ min: 1 })
  version!: number;
}
