import { createBullBoard } from '@bull-board/api';
import { BullMQAdapter } from '@bull-board/api/bullMQAdapter';
import { FastifyAdapter } from '@bull-board/fastify';
import cookie from '@fastify/cookie';
import formbody from '@fastify/formbody';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { DomainError, type ErrorKind } from '#kernel';
import type { Queues } from '../queues.js';
import type { DashboardCredentials, DashboardSignIn } from './dashboard-sign-in.js';
import { DASHBOARD_PATH, SIGN_IN_PATH, SIGN_OUT_PATH, signInPage, signOutPage } from './pages.js';
import { isOwnOrHarmless } from './same-origin.js';
import { forgetSession, keepSession, sessionToken } from './session-cookie.js';

/** No framing, nothing from elsewhere. The dashboard styles its elements inline, hence the one exception. */
const CONTENT_SECURITY_POLICY = [
  `default-src 'none'`,
  `script-src 'self'`,
  `style-src 'self' 'unsafe-inline'`,
  `img-src 'self' data:`,
  `font-src 'self' data:`,
  `connect-src 'self'`,
  `worker-src 'self' blob:`,
  `form-action 'self'`,
  `base-uri 'self'`,
  `frame-ancestors 'none'`,
].join('; ');

const HEADERS = {
  'content-security-policy': CONTENT_SECURITY_POLICY,
  'x-frame-options': 'DENY',
  'x-content-type-options': 'nosniff',
  // Not `no-referrer`, which makes browsers hide the Origin of the very forms that are checked by it.
  'referrer-policy': 'same-origin',
  'cache-control': 'no-store',
};

/** Refusals of a sign-in that the form explains, each with its status. */
const SHOWN: Partial<Record<ErrorKind, number>> = { unauthenticated: 401, forbidden: 403, throttled: 429, unavailable: 503 };

/** The page asks for a web font from elsewhere; the system's own will do. */
const FOREIGN_FONTS = /<link[^>]+href="https:\/\/fonts[^>]*>/g;

/** Puts the dashboard, its sign-in and its sign-out under `/admin/queues`. To be called before the server listens. */
export function mountQueueDashboard(fastify: FastifyInstance, queues: Queues, signIn: DashboardSignIn): void {
  void fastify.register(async (scope) => {
    if (!scope.hasReplyDecorator('setCookie')) await scope.register(cookie);
    // Its own: the server's takes forms for other routes.
    scope.removeContentTypeParser('application/x-www-form-urlencoded');
    await scope.register(formbody);
    scope.addHook('onRequest', async (request, reply) => {
      void reply.headers(HEADERS);
      if (!isOwnOrHarmless(request)) return refuse(reply, 403, 'Forbidden', 'The request does not come from the dashboard itself.');
    });
    addSignIn(scope, signIn);
    await scope.register(async (inner) => addBoard(inner, queues, signIn));
  });
}

function addSignIn(scope: FastifyInstance, signIn: DashboardSignIn): void {
  scope.get(SIGN_IN_PATH, async (_request, reply) => html(reply, 200, signInPage()));
  scope.post(SIGN_IN_PATH, async (request, reply) => {
    try {
      const session = await signIn.signIn(credentialsIn(request));
      if (!session) return await html(reply, 401, signInPage('E-mail or password is wrong, or you may not see the queues.'));
      keepSession(request, reply, session);
      return await reply.redirect(`${DASHBOARD_PATH}/`, 303);
    } catch (error) {
      const status = error instanceof DomainError ? SHOWN[error.kind] : undefined;
      if (status === undefined) throw error;
      return html(reply, status, signInPage(status === 429 ? 'Too many attempts. Try again later.' : (error as DomainError).message));
    }
  });
  scope.get(SIGN_OUT_PATH, async (_request, reply) => html(reply, 200, signOutPage()));
  scope.post(SIGN_OUT_PATH, async (request, reply) => {
    const token = sessionToken(request);
    if (token !== undefined) await signIn.signOut(token);
    forgetSession(request, reply);
    return reply.redirect(SIGN_IN_PATH, 303);
  });
}

async function addBoard(scope: FastifyInstance, queues: Queues, signIn: DashboardSignIn): Promise<void> {
  scope.addHook('onRequest', async (request, reply) => {
    const token = sessionToken(request);
    if (token !== undefined && (await signIn.isAllowed(token))) return undefined;
    return stranger(request, reply);
  });
  scope.addHook('onSend', async (_request, reply, payload) => {
    const isPage = String(reply.getHeader('content-type')).startsWith('text/html');
    return isPage && typeof payload === 'string' ? payload.replace(FOREIGN_FONTS, '') : payload;
  });
  const adapter = new FastifyAdapter();
  adapter.setBasePath(DASHBOARD_PATH);
  const board = createBullBoard({
    queues: [],
    serverAdapter: adapter as never,
    options: { uiConfig: { boardTitle: 'Aceso queues', miscLinks: [{ text: 'Sign out', url: SIGN_OUT_PATH }] } },
  });
  queues.watch((queue) => board.addQueue(new BullMQAdapter(queue as never)));
  await scope.register(adapter.registerPlugin() as never, { prefix: DASHBOARD_PATH });
}

function stranger(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const wantsPage = request.method === 'GET' && !request.url.startsWith(`${DASHBOARD_PATH}/api/`);
  if (wantsPage) return reply.redirect(SIGN_IN_PATH, 302);
  return refuse(reply, 401, 'Unauthorized', 'Sign in to the dashboard first.');
}

function refuse(reply: FastifyReply, status: number, title: string, detail: string): FastifyReply {
  return reply.code(status).type('application/problem+json').send(JSON.stringify({ type: 'about:blank', title, status, detail }));
}

function html(reply: FastifyReply, status: number, page: string): FastifyReply {
  return reply.code(status).type('text/html; charset=utf-8').send(page);
}

function credentialsIn({ body, ip: address, headers }: FastifyRequest): DashboardCredentials {
  const { email, password, code } = (body ?? {}) as Record<string, unknown>;
  const typed = shortText(code, 40).trim();
  return {
    email: shortText(email, 254),
    password: shortText(password, 512),
    ...(typed === '' ? {} : { code: typed }),
    address,
    device: headers['user-agent'],
  };
}

function shortText(value: unknown, longest: number): string {
  return typeof value === 'string' && value.length <= longest ? value : '';
}
