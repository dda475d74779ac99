import { Body, Controller, Get, Post, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { type Caller, CurrentCaller, Operation, Public, SignedIn, Tag } from '#http';
import { LogIn } from '../../application/log-in.js';
import { LogOut } from '../../application/log-out.js';
import { RefreshSession } from '../../application/refresh-session.js';
import type { TokenPair } from '../../application/session-tokens.js';
import { deviceOf } from './device.js';
import { LogInBody, MeAnswer, RefreshBody, TokenAnswer } from './auth.dto.js';

/** Signing in and out. These routes write their audit rows themselves, since refusals count too. */
@Tag('Sign-in', 'Sessions: signing in, renewing, signing out, and who one is.')
@Controller('auth')
export class AuthController {
  constructor(
    private readonly logInUser: LogIn,
    private readonly refreshTokens: RefreshSession,
    private readonly logOutSession: LogOut,
  ) {}

  @Post('login')
  @Public()
  @Operation({
    summary: 'Sign in with e-mail address and password',
    description:
      'Users with a second factor send `totp` or `recoveryCode` besides; `totp-required` says so after the right password. ' +
      'After 10 failures for an account or 100 from an address within 15 minutes, attempts are refused for 15 minutes, and ' +
      'twice as long each further time, up to 8 hours. Whoever signed in from an address in the last 30 days is counted ' +
      'there apart from strangers.',
    answer: TokenAnswer,
    status: 200,
    errors: {
      401: ['invalid-credentials', 'totp-required'],
      429: ['too-many-failures'],
      503: ['sign-in-busy', 'second-factor-unreadable'],
    },
  })
  logIn(@Body() body: LogInBody, @Req() request: FastifyRequest): Promise<TokenPair> {
    return this.logInUser.execute({ ...body, address: request.ip, device: deviceOf(request) });
  }

  @Post('refresh')
  @Public()
  @Operation({
    summary: 'Exchange a refresh token for a new pair of tokens',
    description: 'A refresh token counts once. Where a spent one comes again, the session ends.',
    answer: TokenAnswer,
    status: 200,
    errors: { 401: ['invalid-refresh-token'] },
  })
  refresh(@Body() { refreshToken }: RefreshBody): Promise<TokenPair> {
    return this.refreshTokens.execute({ refreshToken });
  }

  @Post('logout')
  @SignedIn()
  @Operation({ summary: 'End this session', answer: 'none' })
  async logOut(@CurrentCaller() { sessionId }: Caller): Promise<void> {
    await this.logOutSession.execute({ sessionId });
  }

  @Get('me')
  @SignedIn()
  @Operation({ summary: 'Read who one is and what one may do', answer: MeAnswer })
  readMe(@CurrentCaller() caller: Caller): MeAnswer {
    const { userId, email, displayName, staffId, patientId } = caller;
    const roles = caller.roles as MeAnswer['roles'];
    const own = caller.own.size > 0 ? { ownRecordPermissions: [...caller.own].sort() } : {};
    return { id: userId, email, displayName, roles, permissions: [...caller.permissions].sort(), ...own, staffId, patientId };
  }
}
