import formbody from '@fastify/formbody';
import type { INestApplicationContext } from '@nestjs/common';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { DomainError, type ErrorKind } from '#kernel';
import { SetPasswordByLink } from '../../application/set-password-by-link.js';
import { PASSWORD_PAGE } from '../contexts/notifications.password-mail.js';
import { CONTENT_SECURITY_POLICY, donePage, formPage, lostPage } from './password-page.html.js';

/** Of every page about somebody's own account. */
export const ACCOUNT_PAGE_HEADERS = {
  'content-security-policy': CONTENT_SECURITY_POLICY,
  'x-frame-options': 'DENY',
  'x-content-type-options': 'nosniff',
  // The address holds the token.
  'referrer-policy': 'no-referrer',
  'cache-control': 'no-store',
};
const TOKEN = /^[\w-]{1,200}$/;
/** Refusals that the form explains, each with its status. */
const SHOWN: Partial<Record<ErrorKind, number>> = { rule: 422, unavailable: 503 };

/**
 * Puts the page where a password is set by a mailed link under `/account/password`; opening it spends nothing, since mail
 * programs open links by themselves. To be called before the server listens.
 */
export function mountPasswordPage(fastify: FastifyInstance, context: Pick<INestApplicationContext, 'get'>): void {
  const setPassword = context.get(SetPasswordByLink, { strict: false });
  void fastify.register(async (scope) => {
    // Its own: the server's takes forms for other routes.
    scope.removeContentTypeParser('application/x-www-form-urlencoded');
    await scope.register(formbody);
    scope.addHook('onRequest', async (_, reply) => void reply.headers(ACCOUNT_PAGE_HEADERS));
    scope.get(PASSWORD_PAGE, async ({ query }, reply) => {
      const token = tokenIn(query);
      return token === undefined ? html(reply, 404, lostPage()) : html(reply, 200, formPage(token));
    });
    scope.post(PASSWORD_PAGE, async ({ body, ip: address }, reply) => {
      const { password, again } = (body ?? {}) as Record<string, unknown>;
      const token = tokenIn(body);
      if (token === undefined || typeof password !== 'string') return html(reply, 404, lostPage());
      if (password !== again) return html(reply, 422, formPage(token, 'The two passwords are not the same.'));
      try {
        await setPassword.execute({ token, password, address });
        return await html(reply, 200, donePage());
      } catch (error) {
        const status = error instanceof DomainError ? SHOWN[error.kind] : undefined;
        if (status === undefined) throw error;
        return html(reply, status, formPage(token, explained(error as DomainError)));
      }
    });
  });
}

function explained({ code, message }: DomainError): string {
  return code === 'password-unfit' ? `The password ${message}.` : message;
}

function tokenIn(fields: unknown): string | undefined {
  const { token } = (fields ?? {}) as Record<string, unknown>;
  return typeof token === 'string' && TOKEN.test(token) ? token : undefined;
}

function html(reply: FastifyReply, status: number, page: string): FastifyReply {
  return reply.code(status).type('text/html; charset=utf-8').send(page);
}
