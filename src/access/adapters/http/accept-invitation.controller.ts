import { Body, Controller, Post, Req, Res } from '@nestjs/common';
import { API_PREFIX, Operation, Public, Tag } from '#http';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { AcceptInvitation } from '../../application/accept-invitation.js';
import { AcceptedInvitationAnswer, AcceptInvitationBody } from './invitations.dto.js';

/** The route of invitations that is for everybody. It writes its audit row itself, since refusals count too. */
@Tag('Invitations', 'Codes with which patients make an account of their own.')
@Controller('auth/invitations')
export class AcceptInvitationController {
  constructor(private readonly accept: AcceptInvitation) {}

  @Post('accept')
  @Public()
  @Operation({
    summary: 'Make an account with the code of an invitation',
    description:
      'The birth date must be the patient’s. A wrong code and a wrong date get the same answer and count as failures; after five the ' +
      'code counts no longer. Sign in afterwards.',
    answer: AcceptedInvitationAnswer,
    status: 201,
    errors: {
      401: ['invalid-invitation'],
      409: ['email-taken', 'patient-merged'],
      422: ['password-unfit'],
      429: ['too-many-failures'],
      503: ['sign-in-busy'],
    },
  })
  async acceptInvitation(
    @Body() body: AcceptInvitationBody,
    @Req() { ip: address }: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<AcceptedInvitationAnswer> {
    const { id: userId, patientId = '', email, displayName } = await this.accept.execute({ ...body, address });
    void reply.header('location', `/${API_PREFIX}/auth/me`);
    return { userId, patientId, email, displayName };
  }
}
