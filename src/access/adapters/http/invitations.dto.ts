import { CalendarDate, Choice, Email, Flag, InstantText, Text, TextList, Uuid, Whole } from '#http';
import type { InvitationStatus } from '../../domain/invitation-machine.js';
import { PASSWORD_UNITS } from './auth.dto.js';

const STATUSES = ['pending', 'accepted', 'revoked', 'expired', 'locked'] as const satisfies InvitationStatus[];

export class InvitePatientBody {
  @Email({ optional: true, description: 'Where a link with the code is sent.', example: 'bo.berg@patients.example' })
  email?: string;
}

export class InvitationAnswer {
  @Uuid()
  id!: string;

  @Uuid()
  patientId!: string;

  @Email({ optional: true })
  email?: string;

  @Choice(STATUSES, { description: '`locked` after five tries with a wrong birth date.' })
  status!: InvitationStatus;

  @Uuid({ description: 'The user who invited.' })
  invitedBy!: string;

  @InstantText()
  createdAt!: string;

  @InstantText()
  expiresAt!: string;

  @InstantText({ optional: true })
  acceptedAt?: string;

  @Uuid({ optional: true, description: 'The user who was made.' })
  acceptedBy?: string;

  @InstantText({ optional: true })
  revokedAt?: string;

  @Whole()
  version!: number;

  @TextList({ description: 'What this caller may do now: `revoke`.', example: ['revoke'] })
  allowedActions!: string[];
}

export class IssuedInvitationAnswer extends InvitationAnswer {
  @Text({ description: 'Works once. Shown this once and kept nowhere.', example: '7K2M-QX9D-0RTV-4HNC' })
  code!: string;

  @Flag({ description: 'Whether the link was handed to the mail server; if not, hand the code over another way.' })
  mailed!: boolean;
}

export class AcceptInvitationBody {
  @Text({ max: 50, description: 'However it was typed: case, spaces and dashes don’t matter.', example: '7K2M-QX9D-0RTV-4HNC' })
  code!: string;

  @CalendarDate({ description: 'The patient’s.', example: '1984-02-29' })
  birthDate!: string;

  @Email({ description: 'To sign in with.', example: 'bo.berg@patients.example' })
  email!: string;

  @Text({ optional: true, description: 'The patient’s name without it.', example: 'Bo Berg' })
  displayName?: string;

  @Text({ max: PASSWORD_UNITS, description: '15 to 128 characters, none of the common ones.', example: 'four quiet rivers at dusk' })
  password!: string;
}

export class AcceptedInvitationAnswer {
  @Uuid()
  userId!: string;

  @Uuid()
  patientId!: string;

  @Email()
  email!: string;

  @Text()
  displayName!: string;
}
