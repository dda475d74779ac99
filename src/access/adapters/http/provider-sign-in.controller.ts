import { Body, Controller, Get, Headers, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiQuery } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { DomainError } from '#kernel';
import { Operation, Public, sendTo, Tag } from '#http';
import { BeginProviderSignIn } from '../../application/begin-provider-sign-in.js';
import { ExchangeSignInCode } from '../../application/exchange-sign-in-code.js';
import { FinishProviderSignIn } from '../../application/finish-provider-sign-in.js';
import { IdentityProviders, type ProviderSignIn } from '../../application/provider-ports.js';
import type { TokenPair } from '../../application/session-tokens.js';
import { SignInLost } from '../../domain/provider-errors.js';
import { SignInCookie } from './sign-in-cookie.js';
import { TokenAnswer } from './auth.dto.js';
import { deviceOf } from './device.js';
import { ExchangeBody, IdentityProviderAnswer, ProviderAddressAnswer, StartQuery } from './provider-sign-in.dto.js';

const REFUSALS = ['provider-refused', 'identity-not-linked', 'totp-required'] as const;

/** Sign-in at other people's identity providers. These routes write their audit rows themselves, since refusals count too. */
@Tag('Sign-in', 'Sessions: signing in, renewing, signing out, and who one is.')
@Controller('auth/oidc')
export class ProviderSignInController {
  constructor(
    private readonly providers: IdentityProviders,
    private readonly begin: BeginProviderSignIn,
    private readonly finish: FinishProviderSignIn,
    private readonly exchange: ExchangeSignInCode,
    private readonly cookie: SignInCookie,
  ) {}

  @Get()
  @Public()
  @Operation({ summary: 'List the identity providers', items: IdentityProviderAnswer })
  listIdentityProviders(): { items: IdentityProviderAnswer[] } {
    return { items: this.providers.all().map(({ name, issuer }) => ({ name, issuer, start: `/api/v1/auth/oidc/${name}/start` })) };
  }

  @Get(':provider/start')
  @Public()
  @Operation({
    summary: 'Begin to sign in at an identity provider',
    description:
      'For browsers, by navigation; who asks for `application/json` gets the address to go to instead. Keeps a cookie for ten minutes, ' +
      'by which the answer of the provider is known again.',
    answer: ProviderAddressAnswer,
    redirects: 'To the provider.',
    errors: { 400: ['return-address-refused'] },
  })
  async beginProviderSignIn(
    @Param('provider') provider: string,
    @Query() { returnTo, codeChallenge }: StartQuery,
    @Headers('accept') accepted: string | undefined,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { url, signIn } = await this.begin.execute({ provider, returnTo, codeChallenge });
    void reply.header('set-cookie', await this.cookie.kept(signIn));
    if (accepted?.startsWith('application/json')) await reply.send({ url } satisfies ProviderAddressAnswer);
    else await sendTo(reply, url);
  }

  @Get(':provider/callback')
  @Public()
  @ApiQuery({ name: 'code', required: false, schema: { type: 'string' } })
  @ApiQuery({ name: 'state', required: false, schema: { type: 'string' } })
  @ApiQuery({ name: 'error', required: false, schema: { type: 'string' } })
  @Operation({
    summary: 'Finish to sign in at an identity provider',
    description:
      'Where the provider sends the browser. Answers tokens, or sends the browser to `returnTo` with a `code` that is exchanged for them ' +
      'once, within five minutes, or with the `error` code of a refusal.',
    answer: TokenAnswer,
    status: 200,
    redirects: 'The sign-in began with returnTo.',
    errors: { 400: ['sign-in-lost'], 401: REFUSALS },
  })
  async finishProviderSignIn(
    @Param('provider') provider: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const answer = new URL(request.url, 'http://localhost').searchParams;
    const signIn = await this.cookie.read(request.headers.cookie);
    void reply.header('set-cookie', this.cookie.ended);
    if (signIn?.provider !== provider || answer.get('state') !== signIn.state) throw new SignInLost();
    const { returnTo } = signIn;
    if (returnTo === undefined) return void (await reply.send(await this.signIn(signIn, answer, request)));
    await sendTo(reply, returnAddress(returnTo, await this.codeOrError(signIn, answer, request)));
  }

  @Post('exchange')
  @Public()
  @Operation({
    summary: 'Exchange the code of a sign-in at a provider for tokens',
    description:
      'A code counts once, for five minutes. `totp-required` asks for the second factor of a user who has one, where the provider ' +
      'asked for none that counts; the code can then be sent again with `totp` or `recoveryCode`.',
    answer: TokenAnswer,
    status: 200,
    errors: {
      401: ['invalid-sign-in-code', 'totp-required', 'invalid-credentials'],
      429: ['too-many-failures'],
      503: ['second-factor-unreadable'],
    },
  })
  exchangeSignInCode(@Body() body: ExchangeBody, @Req() request: FastifyRequest): Promise<TokenPair> {
    return this.exchange.execute({ ...body, address: request.ip, device: deviceOf(request) });
  }

  private async signIn(signIn: ProviderSignIn, answer: URLSearchParams, request: FastifyRequest): Promise<TokenPair | { code: string }> {
    const identity = await this.providers.finish(signIn, answer);
    return this.finish.execute({
      provider: this.providers.find(signIn.provider)!,
      identity,
      byCode: signIn.returnTo !== undefined,
      challenge: signIn.codeChallenge === undefined ? undefined : Buffer.from(signIn.codeChallenge, 'base64url'),
      address: request.ip,
      device: deviceOf(request),
    });
  }

  /** A browser that is to be sent back is sent back with a refusal too: nobody there reads a problem document. */
  private async codeOrError(signIn: ProviderSignIn, answer: URLSearchParams, request: FastifyRequest): Promise<Record<string, string>> {
    try {
      return (await this.signIn(signIn, answer, request)) as { code: string };
    } catch (error) {
      if (error instanceof DomainError) return { error: error.code };
      throw error;
    }
  }
}

function returnAddress(returnTo: string, parameters: Record<string, string>): string {
  const url = new URL(returnTo);
  for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
  return url.href;
}
