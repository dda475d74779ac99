import { Choice, Email, Flag, NestedList, Text, TextList, Uuid, Whole } from '#http';
import { ROLE_NAMES } from '../../domain/permissions.js';

/** Room for 128 characters of any script, before normalisation. */
export const PASSWORD_UNITS = 1_024;

export class LogInBody {
  @Text({ max: 254, example: 'ada.lindqvist@hospital.example' })
  email!: string;

  @Text({ max: PASSWORD_UNITS, example: 'four quiet rivers at dusk' })
  password!: string;

  @Text({ optional: true, max: 20, description: 'One-time code of the second factor, for users who have one.', example: '492039' })
  totp?: string;

  @Text({
    optional: true,
    max: 40,
    description: 'Instead of `totp`, for users who have lost their app; each counts once.',
    example: 'abcd-efgh-ijkl-mnop-qrst-uvwx',
  })
  recoveryCode?: string;
}

export class RefreshBody {
  @Text({ max: 200, example: 'Zk1sR0VtY2hhcmFjdGVyc29mcmFuZG9tbmVzc2hlcmU' })
  refreshToken!: string;
}

export class TokenAnswer {
  @Text({ max: 4_000, description: 'Goes into the Authorization header: `Bearer <accessToken>`.' })
  accessToken!: string;

  @Text({ description: 'Good for one exchange at `POST /auth/refresh`.' })
  refreshToken!: string;

  @Choice(['Bearer'])
  tokenType!: string;

  @Whole({ description: 'Seconds for which the access token counts.', example: 900 })
  expiresIn!: number;
}

/** A role at one facility, or everywhere. */
export class RoleGrantDto {
  @Choice(ROLE_NAMES, { example: 'receptionist' })
  role!: (typeof ROLE_NAMES)[number];

  @Uuid({ optional: true, description: 'The only facility where the role counts; everywhere without it.' })
  facilityId?: string;
}

export class MeAnswer {
  @Uuid()
  id!: string;

  @Email()
  email!: string;

  @Text({ example: 'Ada Lindqvist' })
  displayName!: string;

  @NestedList(() => RoleGrantDto)
  roles!: RoleGrantDto[];

  @TextList({
    description: 'Everything the caller may do, everywhere or at one of their facilities.',
    example: ['patient:find', 'slot:find'],
  })
  permissions!: string[];

  @TextList({ optional: true, description: 'What the caller may do for their own patient record alone.', example: ['appointment:read'] })
  ownRecordPermissions?: string[];

  @Uuid({ optional: true })
  staffId?: string;

  @Uuid({ optional: true })
  patientId?: string;
}

export class CreateUserBody {
  @Email({ example: 'ada.lindqvist@hospital.example' })
  email!: string;

  @Text({ example: 'Ada Lindqvist' })
  displayName!: string;

  @Text({
    optional: true,
    max: PASSWORD_UNITS,
    description:
      '15 to 128 characters, none of the common ones. Without it the user sets one by a link: `POST /users/{id}/password-reset`.',
    example: 'four quiet rivers at dusk',
  })
  password?: string;

  @NestedList(() => RoleGrantDto, { maxItems: 50 })
  roles!: RoleGrantDto[];

  @Uuid({ optional: true, description: 'The member of staff that this user is.' })
  staffId?: string;

  @Uuid({ optional: true, description: 'The patient that this user is.' })
  patientId?: string;
}

export class ChangeUserBody {
  @Email({ optional: true, example: 'ada.berg@hospital.example' })
  email?: string;

  @Text({ optional: true, example: 'Ada Berg' })
  displayName?: string;

  @Text({ optional: true, max: PASSWORD_UNITS, description: 'Signs the user out everywhere.', example: 'seven lanterns over the harbour' })
  password?: string;

  @Flag({ optional: true, description: 'True signs the user out everywhere and keeps them out.', example: true })
  disabled?: boolean;

  @Uuid({ optional: true, nullable: true })
  staffId?: string | null;

  @Uuid({ optional: true, nullable: true })
  patientId?: string | null;
}

export class UserAnswer {
  @Uuid()
  id!: string;

  @Email()
  email!: string;

  @Text()
  displayName!: string;

  @NestedList(() => RoleGrantDto)
  roles!: RoleGrantDto[];

  @Flag()
  disabled!: boolean;

  @Uuid({ optional: true })
  staffId?: string;

  @Uuid({ optional: true })
  patientId?: string;

  @Whole()
  version!: number;

  @Text({ example: '2026-11-21T09:00:00Z' })
  createdAt!: string;
}

export class WithdrawRoleQuery {
  @Uuid({ optional: true, description: 'The facility at which the role was granted; without it, the grant for everywhere.' })
  facilityId?: string;
}
