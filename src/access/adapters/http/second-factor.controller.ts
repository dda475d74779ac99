import { Body, Controller, Delete, Get, Post, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { type Caller, CurrentCaller, Operation, PathId, Permission, SignedIn, Tag, Writes } from '#http';
import { BeginTotp, type TotpSecret } from '../../application/begin-totp.js';
import { ConfirmTotp } from '../../application/confirm-totp.js';
import { RenewRecoveryCodes } from '../../application/renew-recovery-codes.js';
import { ResetSecondFactor } from '../../application/reset-second-factor.js';
import { SwitchOffTotp } from '../../application/switch-off-totp.js';
import { SecondFactorPolicy } from '../../domain/second-factor-policy.js';
import { SecondFactorQuery } from '../persistence/second-factor.query.js';
import {
  BeginTotpBody,
  BothFactorsBody,
  ConfirmTotpBody,
  RecoveryCodesAnswer,
  SecondFactorAnswer,
  TotpSecretAnswer,
} from './second-factor.dto.js';

const AGAIN = { 403: ['wrong-password'], 429: ['too-many-failures'] } as const;
const BUSY = ['sign-in-busy', 'second-factor-unreadable'] as const;

/** One-time codes besides the password (RFC 6238). These routes write their audit rows themselves. */
@Tag('Second factor', 'One-time codes besides the password, and recovery codes for when the app is lost.')
@Controller()
export class SecondFactorController {
  constructor(
    private readonly factors: SecondFactorQuery,
    private readonly policy: SecondFactorPolicy,
    private readonly begin: BeginTotp,
    private readonly confirm: ConfirmTotp,
    private readonly renew: RenewRecoveryCodes,
    private readonly switchOff: SwitchOffTotp,
    private readonly reset: ResetSecondFactor,
  ) {}

  @Get('auth/second-factor')
  @SignedIn()
  @Operation({ summary: 'Read whether one has a second factor', answer: SecondFactorAnswer })
  async readSecondFactor(@CurrentCaller() { userId, roles }: Caller): Promise<SecondFactorAnswer> {
    const required = this.policy.demandsOf(roles.map(({ role }) => role));
    return { ...(await this.factors.of(userId)), required };
  }

  @Post('auth/totp')
  @SignedIn()
  @Operation({
    summary: 'Begin to set up one-time codes',
    description: 'The secret guards nothing until a first code confirms it. Beginning again starts anew.',
    answer: TotpSecretAnswer,
    status: 200,
    errors: { ...AGAIN, 409: ['second-factor-active'], 503: ['sign-in-busy'] },
  })
  beginTotp(
    @CurrentCaller() { userId }: Caller,
    @Body() { password }: BeginTotpBody,
    @Req() { ip: address }: FastifyRequest,
  ): Promise<TotpSecret> {
    return this.begin.execute({ userId, password, address });
  }

  @Post('auth/totp/confirm')
  @SignedIn()
  @Operation({
    summary: 'Take one-time codes into use by a first code',
    description: 'Answers with recovery codes, this once. Ends all other sessions, which began without a second factor.',
    answer: RecoveryCodesAnswer,
    status: 200,
    errors: { 409: ['second-factor-missing', 'second-factor-active'], 422: ['totp-wrong'], 503: ['second-factor-unreadable'] },
  })
  confirmTotp(@CurrentCaller() { userId, sessionId }: Caller, @Body() { totp }: ConfirmTotpBody): Promise<RecoveryCodesAnswer> {
    return this.confirm.execute({ userId, sessionId, totp });
  }

  @Post('auth/recovery-codes')
  @SignedIn()
  @Operation({
    summary: 'Get new recovery codes',
    description: 'The older ones count no longer.',
    answer: RecoveryCodesAnswer,
    status: 200,
    errors: { ...AGAIN, 409: ['second-factor-missing'], 422: ['totp-wrong'], 503: BUSY },
  })
  renewRecoveryCodes(
    @CurrentCaller() { userId }: Caller,
    @Body() body: BothFactorsBody,
    @Req() { ip: address }: FastifyRequest,
  ): Promise<RecoveryCodesAnswer> {
    return this.renew.execute({ userId, ...body, address });
  }

  @Post('auth/totp/disable')
  @SignedIn()
  @Operation({
    summary: 'Switch off one-time codes',
    description: 'Not with a password that is too short to stand alone: change it first.',
    answer: 'none',
    errors: { ...AGAIN, 409: ['second-factor-missing'], 422: ['totp-wrong', 'password-unfit'], 503: BUSY },
  })
  async disableTotp(
    @CurrentCaller() { userId }: Caller,
    @Body() body: BothFactorsBody,
    @Req() { ip: address }: FastifyRequest,
  ): Promise<void> {
    await this.switchOff.execute({ userId, ...body, address });
  }

  @Delete('users/:id/second-factor')
  @Permission('user:manage')
  @Writes('user.reset-second-factor')
  @Operation({
    summary: 'Take away the second factor of a user who has lost it',
    description: 'Signs them out everywhere. A password of less than 15 characters counts no longer: send them a link for a new one.',
    answer: 'none',
  })
  async resetSecondFactor(@PathId('user') userId: string): Promise<void> {
    await this.reset.execute({ userId });
  }
}
