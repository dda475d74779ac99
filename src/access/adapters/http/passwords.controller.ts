import { Body, Controller, Post, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { type Caller, CurrentCaller, Operation, PathId, Permission, Public, SignedIn, Tag, Writes } from '#http';
import { ChangePassword } from '../../application/change-password.js';
import { InviteToSetPassword } from '../../application/invite-to-set-password.js';
import { RequestPasswordLink } from '../../application/request-password-link.js';
import { SetPasswordByLink } from '../../application/set-password-by-link.js';
import { ChangePasswordBody, RequestPasswordLinkBody, SetPasswordBody } from './passwords.dto.js';

/** Changing a password, and setting one by a mailed link. Those under `auth` write their audit rows themselves. */
@Tag('Passwords', 'Changing one’s password, and setting it by a link that is mailed.')
@Controller()
export class PasswordsController {
  constructor(
    private readonly change: ChangePassword,
    private readonly requestLink: RequestPasswordLink,
    private readonly setByLink: SetPasswordByLink,
    private readonly invite: InviteToSetPassword,
  ) {}

  @Post('auth/password')
  @SignedIn()
  @Operation({
    summary: 'Change one’s password',
    description: 'Ends all other sessions.',
    answer: 'none',
    errors: { 403: ['wrong-password'], 422: ['password-unfit'], 429: ['too-many-failures'], 503: ['sign-in-busy'] },
  })
  async changePassword(
    @CurrentCaller() caller: Caller,
    @Body() body: ChangePasswordBody,
    @Req() { ip: address }: FastifyRequest,
  ): Promise<void> {
    const { userId, sessionId } = caller;
    await this.change.execute({ userId, sessionId, ...body, address });
  }

  @Post('auth/password-resets')
  @Public()
  @Operation({
    summary: 'Ask for a link to set a new password',
    description:
      'The answer is the same whether or not anybody has the address. The link counts once, for 30 minutes. After 3 requests for an ' +
      'address within 15 minutes no further mail goes to it for as long: the latest link still counts.',
    answer: 'none',
    status: 202,
  })
  async requestPasswordReset(@Body() { email }: RequestPasswordLinkBody, @Req() { ip: address }: FastifyRequest): Promise<void> {
    await this.requestLink.execute({ email, address });
  }

  @Post('auth/password-resets/complete')
  @Public()
  @Operation({
    summary: 'Set a password by a link',
    description: 'Ends all sessions of the user, and opens none.',
    answer: 'none',
    errors: { 422: ['invalid-reset-token', 'password-unfit'], 503: ['sign-in-busy'] },
  })
  async completePasswordReset(@Body() body: SetPasswordBody, @Req() { ip: address }: FastifyRequest): Promise<void> {
    await this.setByLink.execute({ ...body, address });
  }

  @Post('users/:id/password-reset')
  @Permission('user:manage')
  @Writes('user.send-password-link')
  @Operation({
    summary: 'Mail a user a link to set a password',
    description: 'Their first one, or a new one. The link counts once, for 24 hours.',
    answer: 'none',
    status: 202,
    errors: { 422: ['user-disabled'] },
  })
  async sendPasswordReset(@PathId('user') userId: string): Promise<void> {
    await this.invite.execute({ userId });
  }
}
