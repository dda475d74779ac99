import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import Fastify, { type FastifyInstance } from 'fastify';
import { type DashboardCredentials, type DashboardSession, DashboardSignIn, mountQueueDashboard } from '#messaging';
import { DomainError } from '#kernel';
import { describeRedis } from '#testing';
import { MessagingRig, until } from './messaging-rig.js';

class CodeWanted extends DomainError {
  readonly code = 'code-wanted';
  readonly kind = 'unauthenticated';
}

class OneOperator extends DashboardSignIn {
  readonly tokens = new Set<string>();

  async signIn({ email, password, code }: DashboardCredentials): Promise<DashboardSession | undefined> {
    if (email === 'careful@example.org' && code !== '492039') throw new CodeWanted('Enter the code of your second factor too.');
    if (email === 'careful@example.org') return { token: 'token-2', expiresInSeconds: 900 };
    if (email !== 'ops@example.org' || password !== 'a long password') return undefined;
    this.tokens.add('token-1');
    return { token: 'token-1', expiresInSeconds: 3_600 };
  }

  async isAllowed(token: string): Promise<boolean> {
    return this.tokens.has(token);
  }

  override async signOut(token: string): Promise<void> {
    this.tokens.delete(token);
  }
}

const OWN = { 'sec-fetch-site': 'same-origin' };
const FORM = { 'content-type': 'application/x-www-form-urlencoded' };

function describeDashboard(redisUrl?: string): void {
  describe('the queue dashboard', () => {
    const rig = new MessagingRig(redisUrl);
    const signIn = new OneOperator();
    let server: FastifyInstance;

    beforeAll(async () => {
      await rig.open('nothing ()');
      const messaging = rig.process();
      messaging.openQueues();
      messaging.work.start();
      server = Fastify({ trustProxy: '127.0.0.1' });
      mountQueueDashboard(server, messaging.queues, signIn);
      await server.ready();
      await messaging.queues.add('ward.chores', [{ id: 'bed-1', name: 'make', data: { bedId: 'b' } }]);
    });
    afterAll(async () => {
      await server.close();
      await rig.settle();
      await rig.close();
    });

    async function post(url: string, payload: string, headers: Record<string, string> = OWN) {
      return server.inject({ method: 'POST', url, payload, headers: { ...FORM, ...headers } });
    }

    async function signedIn(): Promise<{ cookie: string }> {
      const answer = await post('/admin/queues/sign-in', 'email=ops@example.org&password=a+long+password');
      return { cookie: String(answer.headers['set-cookie']).split(';')[0]! };
    }

    it('shows a stranger the way to the sign-in', async () => {
      const page = await server.inject('/admin/queues/');
      expect([page.statusCode, page.headers.location]).toEqual([302, '/admin/queues/sign-in']);
      expect((await server.inject('/admin/queues')).statusCode).toBe(302);
      expect((await server.inject('/admin/queues/queue/events')).statusCode).toBe(302);
    });

    it('tells a stranger’s program that it must sign in', async () => {
      const answer = await server.inject('/admin/queues/api/queues');
      expect(answer.statusCode).toBe(401);
      expect(answer.headers['content-type']).toContain('application/problem+json');
      const clean = await server.inject({ method: 'PUT', url: '/admin/queues/api/queues/events/pause', headers: OWN });
      expect(clean.statusCode).toBe(401);
    });

    it('does not let a wrong password in', async () => {
      const answer = await post('/admin/queues/sign-in', 'email=ops@example.org&password=wrong');
      expect(answer.statusCode).toBe(401);
      expect(answer.headers['set-cookie']).toBeUndefined();
      expect(answer.body).toContain('role="alert"');
      expect((await post('/admin/queues/sign-in', 'email[]=1')).statusCode).toBe(401);
    });

    it('asks for the code of a second factor where there is one', async () => {
      const wanted = await post('/admin/queues/sign-in', 'email=careful@example.org&password=x&code=');
      expect([wanted.statusCode, wanted.headers['set-cookie']]).toEqual([401, undefined]);
      expect(wanted.body).toContain('Enter the code of your second factor too.');
      expect(wanted.body).toContain('autocomplete="one-time-code"');
      expect((await post('/admin/queues/sign-in', 'email=careful@example.org&password=x&code=+492039+')).statusCode).toBe(303);
    });

    it('refuses what another site makes a browser send', async () => {
      const credentials = 'email=ops@example.org&password=a+long+password';
      expect((await post('/admin/queues/sign-in', credentials, { 'sec-fetch-site': 'cross-site' })).statusCode).toBe(403);
      expect((await post('/admin/queues/sign-in', credentials, { origin: 'https://evil.example' })).statusCode).toBe(403);
      expect((await post('/admin/queues/sign-in', credentials, { origin: 'null' })).statusCode).toBe(403);
      expect((await post('/admin/queues/sign-in', credentials, {})).statusCode).toBe(403);
      expect((await post('/admin/queues/sign-in', credentials, { origin: 'http://localhost', host: 'localhost' })).statusCode).toBe(303);
      const headers = { ...(await signedIn()), 'sec-fetch-site': 'same-site' };
      expect((await server.inject({ method: 'PUT', url: '/admin/queues/api/queues/events/pause', headers })).statusCode).toBe(403);
    });

    it('keeps a short, strict cookie, which is for https alone where the browser came by https', async () => {
      const answer = await post('/admin/queues/sign-in', 'email=ops@example.org&password=a+long+password');
      const set = String(answer.headers['set-cookie']);
      for (const part of ['HttpOnly', 'SameSite=Strict', 'Path=/admin', 'Max-Age=900']) expect(set).toContain(part);
      expect(set).not.toContain('Secure');
      const proxied = { ...OWN, 'x-forwarded-proto': 'https' };
      const secure = await post('/admin/queues/sign-in', 'email=ops@example.org&password=a+long+password', proxied);
      expect(String(secure.headers['set-cookie'])).toContain('Secure');
    });

    it('opens with everything from our own server', async () => {
      const headers = await signedIn();
      const page = await server.inject({ url: '/admin/queues/', headers });
      expect(page.statusCode).toBe(200);
      expect(page.body).not.toMatch(/(src|href)="https?:/);
      expect(page.headers['content-security-policy']).toContain(`frame-ancestors 'none'`);
      const script = /src="(static\/js\/main[^"]+)"/.exec(page.body)![1]!;
      const asset = await server.inject({ url: `/admin/queues/${script}`, headers });
      expect(asset.statusCode).toBe(200);
      expect(asset.headers['content-type']).toContain('javascript');
    });

    it('shows queues, jobs and job schedulers', async () => {
      const headers = await signedIn();
      const api = async (path: string) => {
        const answer = await server.inject({ url: `/admin/queues/api${path}`, headers });
        return answer.json<Record<string, unknown>>();
      };
      const { queues } = await api('/queues?activeQueue=ward.chores&status=latest&page=1&jobsPerPage=10');
      const names = (queues as { name: string }[]).map((queue) => queue.name);
      expect(names.sort()).toEqual(['event-batches', 'events', 'platform.outbox-pruning', 'ward.chores']);
      expect(JSON.stringify(queues)).toContain('bed-1');
      await until(async () => JSON.stringify(await api('/job-schedulers')).includes('prune'));
      expect((await server.inject({ url: '/admin/queues/api/redis/stats', headers })).statusCode).toBe(200);
    });

    it('closes at sign-out and when the right to see it is withdrawn', async () => {
      const headers = await signedIn();
      const out = await post('/admin/queues/sign-out', '', { ...OWN, ...headers });
      expect([out.statusCode, out.headers.location]).toEqual([303, '/admin/queues/sign-in']);
      expect(String(out.headers['set-cookie'])).toContain('Max-Age=0');
      expect((await server.inject({ url: '/admin/queues/api/queues', headers })).statusCode).toBe(401);
    });
  });
}

describe('with queues on PostgreSQL', () => describeDashboard());
describeRedis('with queues on Redis', describeDashboard);
