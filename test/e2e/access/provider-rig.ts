import { randomBytes } from 'node:crypto';
import { FixedClock } from '#testing';
import type { Answer, Api } from '../../harness/api.js';
import { startTestApp, type TestApp } from '../../harness/app.js';
import { person, type Person } from './access-rig.js';
import { Browser } from './browser.js';
import { CLIENT, IdentityProviderServer, type ProviderUser } from './identity-provider.js';

/** The address that providers know us by; a test has none, so its browser is told where that is. */
const PUBLIC = 'http://localhost:9';

export const RETURN_TO = 'https://app.hospital.example/signed-in?from=aceso';
export const CALLBACK = `${PUBLIC}/api/v1/auth/oidc/hospital/callback`;
/** What a browser keeps meanwhile. */
export const COOKIE = 'aceso-sign-in';

/** An answer to a browser. */
export interface Opened {
  status: number;
  body: Record<string, string>;
  location: string | null;
}

/** The product beside a provider that it trusts, and somebody at a browser. */
export class ProviderRig {
  /** Signs the cookie too. */
  readonly secret = randomBytes(32).toString('hex');
  readonly clock = new FixedClock(Temporal.Now.instant().round('second'));
  app!: TestApp;
  admin!: Api;
  provider!: IdentityProviderServer;
  browser!: Browser;
  /** A user who has signed in nowhere yet. */
  ada!: Person;
  private subjects = 0;

  async start(): Promise<void> {
    this.provider = await IdentityProviderServer.start([CALLBACK]);
    const { issuer } = this.provider;
    const hospital = { name: 'hospital', issuer, clientId: CLIENT.id, clientSecret: CLIENT.secret };
    const providers = [
      { ...hospital, linkByEmail: true, secondFactor: { amr: ['mfa'] } },
      { ...hospital, name: 'away', issuer: 'http://127.0.0.1:9' },
    ];
    const keys = { JWT_KEYS: `test:${this.secret}` };
    const env = { PUBLIC_URL: PUBLIC, OIDC_PROVIDERS: JSON.stringify(providers), OIDC_RETURN_TO: RETURN_TO, ...keys };
    this.app = await startTestApp({ env, clock: this.clock });
    this.admin = await this.app.as('admin');
  }

  async stop(): Promise<void> {
    await this.app.close();
    await this.provider.stop();
  }

  /** Somebody else, at a browser of their own. */
  async nextPerson(): Promise<void> {
    this.browser = this.newBrowser();
    this.ada = await person(this.app);
  }

  newBrowser(): Browser {
    return new Browser((url) => new URL(url.href.replace(PUBLIC, this.app.origin)));
  }

  /** Ada as the provider knows her; somebody new there unless her subject is given. */
  known(user: Partial<ProviderUser> = {}): ProviderUser {
    this.subjects += 1;
    return { sub: `subject-${this.subjects}`, email: this.ada.email, email_verified: true, ...user };
  }

  /** Signs in at the provider with a new browser; answers with the address that it is sent back to. */
  back(user: ProviderUser, query = ''): Promise<URL> {
    this.provider.expect(user);
    this.browser = this.newBrowser();
    return this.browser.follow(this.startAddress(query), /\/callback\?/);
  }

  startAddress(query = ''): string {
    return `${this.app.origin}/api/v1/auth/oidc/hospital/start${query}`;
  }

  async open(url: URL, browser = this.browser): Promise<Opened> {
    const response = await browser.open(url);
    const text = await response.text();
    return { status: response.status, body: text === '' ? {} : JSON.parse(text), location: response.headers.get('location') };
  }

  exchange(body: object): Promise<Answer> {
    return this.app.stranger.post('/auth/oidc/exchange', body);
  }

  async subjectOf(userId: string): Promise<string | undefined> {
    const statement = 'select subject from access.external_identities where user_id = $1';
    const [row] = await this.app.database.query<{ subject: string }>(statement, [userId]);
    return row?.subject;
  }
}
