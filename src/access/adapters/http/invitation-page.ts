import formbody from '@fastify/formbody';
import type { INestApplicationContext } from '@nestjs/common';
import { plainToInstance } from 'class-transformer';
import { validate } from 'class-validator';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { DomainError } from '#kernel';
import { AcceptInvitation } from '../../application/accept-invitation.js';
import { INVITATION_PAGE } from '../contexts/notifications.invitation-mail.js';
import { accountMade, invitationForm } from './invitation-page.html.js';
import { AcceptInvitationBody } from './invitations.dto.js';
import { ACCOUNT_PAGE_HEADERS } from './password-page.js';

const CODE = /^[\w -]{0,50}$/;
/** Refusals that the form explains, each with its status. */
const SHOWN: Record<string, number> = {
  'invalid-invitation': 401,
  'email-taken': 409,
  'password-unfit': 422,
  'too-many-failures': 429,
  'sign-in-busy': 503,
};

type Fields = Record<string, unknown>;

/**
 * Puts the page where a patient makes an account with a mailed code under `/account/invitation`; opening it spends nothing.
 * To be called before the server listens.
 */
export function mountInvitationPage(fastify: FastifyInstance, context: Pick<INestApplicationContext, 'get'>): void {
  const accept = context.get(AcceptInvitation, { strict: false });
  void fastify.register(async (scope) => {
    // Its own: the server's takes forms for other routes.
    scope.removeContentTypeParser('application/x-www-form-urlencoded');
    await scope.register(formbody);
    scope.addHook('onRequest', async (_, reply) => void reply.headers(ACCOUNT_PAGE_HEADERS));
    scope.get(INVITATION_PAGE, async ({ query }, reply) => html(reply, 200, invitationForm(codeIn(query))));
    scope.post(INVITATION_PAGE, async ({ body, ip: address }, reply) => {
      const { again, ...fields } = (body ?? {}) as Fields;
      const code = codeIn(fields);
      const problem = await problemOf(fields, again);
      if (problem !== undefined) return html(reply, 422, invitationForm(code, problem));
      try {
        await accept.execute({ ...(fields as unknown as AcceptInvitationBody), address });
        return await html(reply, 200, accountMade());
      } catch (error) {
        const status = error instanceof DomainError ? SHOWN[error.code] : undefined;
        if (status === undefined) throw error;
        return html(reply, status, invitationForm(code, explained(error as DomainError)));
      }
    });
  });
}

/** What the form says of fields that can't be right, by the same rules as the interface. */
async function problemOf(fields: Fields, again: unknown): Promise<string | undefined> {
  if (fields['password'] !== again) return 'The two passwords are not the same.';
  const rules = { whitelist: true, forbidNonWhitelisted: true, forbidUnknownValues: true };
  const [wrong] = await validate(plainToInstance(AcceptInvitationBody, fields), rules);
  return wrong && 'Fill in the code, the birth date, your e-mail address and the password.';
}

function explained({ code, message }: DomainError): string {
  return code === 'password-unfit' ? `The password ${message}.` : message;
}

function codeIn(fields: unknown): string {
  const { code } = (fields ?? {}) as Fields;
  return typeof code === 'string' && CODE.test(code) ? code : '';
}

function html(reply: FastifyReply, status: number, page: string): FastifyReply {
  return reply.code(status).type('text/html; charset=utf-8').send(page);
}
