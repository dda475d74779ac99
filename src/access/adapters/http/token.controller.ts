import { Controller, Header, Headers, Post, Req, UseFilters } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { FormBody, FormFields, Operation, Public, Tag } from '#http';
import { IssueServiceToken } from '../../application/issue-service-token.js';
import { clientRequestOf } from './client-credentials.js';
import { OAuthErrors } from './oauth-errors.js';
import { ServiceTokenAnswer, TokenRequestForm } from './service-accounts.dto.js';

/** Tokens for machines. The route writes its audit rows itself, since refusals count too. */
@Tag('Sign-in', 'Sessions: signing in, renewing, signing out, and who one is.')
@Controller('auth')
export class TokenController {
  constructor(private readonly issue: IssueServiceToken) {}

  @Post('token')
  @Public()
  @Header('pragma', 'no-cache')
  @UseFilters(OAuthErrors)
  @FormBody(TokenRequestForm)
  @Operation({
    summary: 'Get a token for a machine',
    description:
      'OAuth 2.0 client credentials (RFC 6749 §4.4) for service accounts: the client names itself by HTTP Basic or in the form. ' +
      'The token counts for 15 minutes; there is no refresh token. After too many failures attempts are refused for a while.',
    answer: ServiceTokenAnswer,
    status: 200,
    oauthErrors: { 400: ['invalid-request', 'unsupported-grant-type', 'invalid-scope'], 401: ['invalid-client'] },
    errors: { 429: ['too-many-failures'] },
  })
  async issueServiceToken(
    @FormFields() form: URLSearchParams,
    @Headers('authorization') authorization: string | undefined,
    @Req() request: FastifyRequest,
  ): Promise<ServiceTokenAnswer> {
    const asked = clientRequestOf(form, authorization);
    const { accessToken, expiresIn, scopes } = await this.issue.execute({ ...asked, address: request.ip });
    return { access_token: accessToken, token_type: 'Bearer', expires_in: expiresIn, scope: scopes.join(' ') };
  }
}
