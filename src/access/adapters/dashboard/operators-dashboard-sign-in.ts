import { jwtVerify } from 'jose';
import type { Caller } from '#http';
import { type DashboardSession, DashboardSignIn } from '#messaging';
import type { LogOut } from '../../application/log-out.js';
import { DASHBOARD_AUDIENCE, DASHBOARD_PERMISSION, type SignInToDashboard } from '../../application/sign-in-to-dashboard.js';
import { InvalidCredentials } from '../../domain/access-errors.js';
import type { CallersQuery } from '../persistence/callers.query.js';
import { ALGORITHM, ISSUER, type SigningKeys } from '../security/signing-keys.js';

/** Lets operators and administrators see the queues, with sessions of the dashboard's own. */
export class OperatorsDashboardSignIn extends DashboardSignIn {
  constructor(
    private readonly signInToDashboard: SignInToDashboard,
    private readonly logOut: LogOut,
    private readonly keys: SigningKeys,
    private readonly callers: CallersQuery,
  ) {
    super();
  }

  override async signIn(email: string, password: string, address: string): Promise<DashboardSession | undefined> {
    try {
      return await this.signInToDashboard.execute({ email, password, address });
    } catch (error) {
      if (error instanceof InvalidCredentials) return undefined;
      throw error;
    }
  }

  override async isAllowed(token: string): Promise<boolean> {
    const caller = await this.callerOf(token);
    return caller?.permissions.has(DASHBOARD_PERMISSION) ?? false;
  }

  override async signOut(token: string): Promise<void> {
    const caller = await this.callerOf(token);
    if (caller) await this.logOut.execute(caller);
  }

  private async callerOf(token: string): Promise<Caller | undefined> {
    const { sub, sid } = await this.claimsOf(token);
    return typeof sub === 'string' && typeof sid === 'string' ? this.callers.find(sid, sub, 'dashboard') : undefined;
  }

  private async claimsOf(token: string): Promise<{ sub?: unknown; sid?: unknown }> {
    try {
      const key = async (header: { alg?: string; kid?: string }): Promise<NonNullable<ReturnType<SigningKeys['keyFor']>>> => {
        const found = this.keys.keyFor(header);
        if (!found) throw new Error('unknown key');
        return found;
      };
      const { payload } = await jwtVerify(token, key, { issuer: ISSUER, audience: DASHBOARD_AUDIENCE, algorithms: [ALGORITHM] });
      return payload;
    } catch {
      // Not a token of ours, or no longer one: as good as none.
      return {};
    }
  }
}
