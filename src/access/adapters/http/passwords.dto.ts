import { Email, Text } from '#http';
import { PASSWORD_UNITS } from './auth.dto.js';

const RULE = '15 to 128 characters, for users with a second factor 8 to 128; none of the common ones.';

export class ChangePasswordBody {
  @Text({ max: PASSWORD_UNITS, example: 'four quiet rivers at dusk' })
  currentPassword!: string;

  @Text({ max: PASSWORD_UNITS, description: RULE, example: 'seven lanterns over the harbour' })
  password!: string;
}

export class RequestPasswordLinkBody {
  @Email({ example: 'ada.lindqvist@hospital.example' })
  email!: string;
}

export class SetPasswordBody {
  @Text({ max: 200, description: 'From the link in the mail.', example: 'Zk1sR0VtY2hhcmFjdGVyc29mcmFuZG9tbmVzc2hlcmU' })
  token!: string;

  @Text({ max: PASSWORD_UNITS, description: RULE, example: 'seven lanterns over the harbour' })
  password!: string;
}
