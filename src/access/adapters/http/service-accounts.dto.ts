import { Choice, ChoiceList, Flag, InstantText, Text, Uuid, Whole } from '#http';
import { PERMISSIONS, type PermissionName } from '../../domain/permissions.js';

const SCOPES = 'Permissions that the machine holds, and no others.';
const FACILITY = 'The only facility where the scopes count; everywhere without it.';
/** A week. */
const LONGEST_OVERLAP_MINUTES = 7 * 24 * 60;

export class CreateServiceAccountBody {
  @Text({ example: 'Laboratory system' })
  name!: string;

  @ChoiceList(PERMISSIONS, { minItems: 1, description: SCOPES, example: ['patient:find', 'appointment:read'] })
  scopes!: PermissionName[];

  @Uuid({ optional: true, description: FACILITY })
  facilityId?: string;
}

export class ChangeServiceAccountBody {
  @Text({ optional: true, example: 'Laboratory system, ward 3' })
  name?: string;

  @ChoiceList(PERMISSIONS, { optional: true, minItems: 1, description: SCOPES, example: ['patient:find'] })
  scopes?: PermissionName[];

  @Uuid({ optional: true, nullable: true, description: FACILITY })
  facilityId?: string | null;

  @Flag({ optional: true, description: 'True ends every token of the account and keeps it out.' })
  disabled?: boolean;
}

export class RotateSecretBody {
  @Whole({
    optional: true,
    max: LONGEST_OVERLAP_MINUTES,
    description: 'Minutes for which the secret before still counts. Without it that secret ends at once, with every token got by it.',
    example: 60,
  })
  overlapMinutes?: number;
}

export class ServiceAccountAnswer {
  @Uuid()
  id!: string;

  @Uuid({ description: 'What the machine names itself by at `POST /api/v1/auth/token`.' })
  clientId!: string;

  @Text({ example: 'Laboratory system' })
  name!: string;

  @ChoiceList(PERMISSIONS, { description: SCOPES, example: ['appointment:read', 'patient:find'] })
  scopes!: string[];

  @Uuid({ optional: true, description: FACILITY })
  facilityId?: string;

  @Flag({ example: false })
  disabled!: boolean;

  @InstantText({ description: 'When the secret was made.' })
  secretMadeAt!: string;

  @InstantText({ optional: true, description: 'Until when the secret before this one counts.' })
  formerSecretUntil?: string;

  @InstantText({ optional: true, description: 'When the account last got a token, within the last month.' })
  lastTokenAt?: string;

  @InstantText()
  createdAt!: string;

  @Whole()
  version!: number;
}

export class ServiceAccountWithSecretAnswer extends ServiceAccountAnswer {
  @Text({ description: 'Told this once and kept as a digest only.', example: 'aceso_Zk1sR0VtY2hhcmFjdGVyc29mcmFuZG9tbmVzc2hlcmU' })
  clientSecret!: string;
}

/** Fields of a token request (RFC 6749 §4.4.2), in the form that clients send. */
export class TokenRequestForm {
  @Choice(['client_credentials'])
  grant_type!: string;

  @Text({
    optional: true,
    max: 2_000,
    description: 'Scopes separated by spaces; all that the account holds without it.',
    example: 'patient:find',
  })
  scope?: string;

  @Text({ optional: true, description: 'Here or by HTTP Basic, never both.', example: '01975b2e-7c40-7a3e-9d5c-2f1b8a6e4d10' })
  client_id?: string;

  @Text({ optional: true, description: 'Here or by HTTP Basic, never both.', example: 'aceso_Zk1sR0VtY2hhcmFjdGVyc29mcmFuZG9tbmVzc2hlcmU' })
  client_secret?: string;
}

/** RFC 6749 §5.1. There is no refresh token: a machine asks again. */
export class ServiceTokenAnswer {
  @Text({ max: 4_000 })
  access_token!: string;

  @Choice(['Bearer'])
  token_type!: string;

  @Whole({ description: 'Seconds for which the token counts.', example: 900 })
  expires_in!: number;

  @Text({ max: 4_000, description: 'What the token allows.', example: 'patient:find' })
  scope!: string;
}
