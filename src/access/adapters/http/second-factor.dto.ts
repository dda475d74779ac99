import { Choice, Flag, InstantText, Text, TextList, Whole } from '#http';
import { PASSWORD_UNITS } from './auth.dto.js';

export class SecondFactorAnswer {
  @Choice(['none', 'pending', 'active'], { description: 'Pending: begun, and not confirmed by a first code.' })
  status!: string;

  @Flag({ description: 'One of the caller’s roles needs a second factor.' })
  required!: boolean;

  @InstantText({ optional: true })
  confirmedAt?: string;

  @Whole({ optional: true, description: 'Recovery codes that were not used yet.', example: 10 })
  recoveryCodesLeft?: number;
}

export class BeginTotpBody {
  @Text({ max: PASSWORD_UNITS, description: 'The password, again.', example: 'four quiet rivers at dusk' })
  password!: string;
}

export class TotpSecretAnswer {
  @Text({ description: 'Base32, to be typed into an app.', example: 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ' })
  secret!: string;

  @Text({ max: 1_000, description: 'The same as a URI, to be shown as a QR code.', example: 'otpauth://totp/Aceso:ada?issuer=Aceso&secret=GEZDGNBV' })
  otpauthUri!: string;
}

export class ConfirmTotpBody {
  @Text({ max: 20, description: 'The code that the app shows.', example: '492039' })
  totp!: string;
}

/** Somebody is asked for both factors again. */
export class BothFactorsBody extends BeginTotpBody {
  @Text({ optional: true, max: 20, description: 'The code that the app shows.', example: '492039' })
  totp?: string;

  @Text({ optional: true, max: 40, description: 'Or one of the recovery codes.', example: 'abcd-efgh-ijkl-mnop-qrst-uvwx' })
  recoveryCode?: string;
}

export class RecoveryCodesAnswer {
  @TextList({ description: 'Shown this once. Each opens the door once where the app is lost.', example: ['abcd-efgh-ijkl-mnop-qrst-uvwx'] })
  recoveryCodes!: string[];
}
