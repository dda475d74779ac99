import { jwtVerify } from 'jose';
import type { Caller } from '#http';
import { type DashboardCredentials, type DashboardSession, DashboardSignIn } from '#messaging';
import type { LogOut } from '../../application/log-out.js';
import { DASHBOARD_AUDIENCE, DASHBOARD_PERMISSION, type SignInToDashboard } from '../../application/sign-in-to-dashboard.js';
import { InvalidCredentials } from '../../domain/access-errors.js';
import type { SecondFactorPolicy } from '../../domain/second-factor-policy.js';
import type { CallersQuery } from '../persistence/callers.query.js';
import { ALGORITHM, ISSUER, type SigningKeys } from '../security/signing-keys.js';

/** What no token of ours lacks. */
const REQUIRED = { algorithms: [ALGORITHM], requiredClaims: ['exp', 'sub', 'sid'] };

/** Lets operators and administrators see the queues, with sessions of the dashboard's own. */
export class OperatorsDashboardSignIn extends DashboardSignIn {
  constructor(
    private readonly signInToDashboard: SignInToDashboard,
    private readonly logOut: LogOut,
    private readonly keys: SigningKeys,
    private readonly callers: CallersQuery,
    private readonly policy: SecondFactorPolicy,
  ) {
    super();
  }

  override async signIn({ code, ...credentials }: DashboardCredentials): Promise<DashboardSession | undefined> {
    try {
      return await this.signInToDashboard.execute({ ...credentials, ...proofOf(code) });
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
    if (typeof sub !== 'string' || typeof sid !== 'string') return undefined;
    const caller = await this.callers.find(sid, sub, 'dashboard');
    return caller && !this.policy.forbids(caller) ? caller : undefined;
  }

  private async claimsOf(token: string): Promise<{ sub?: unknown; sid?: unknown }> {
    try {
      const key = async (header: { alg?: string; kid?: string }): Promise<NonNullable<ReturnType<SigningKeys['keyFor']>>> => {
        const found = this.keys.keyFor(header);
        if (!found) throw new Error('unknown key');
        return found;
      };
      const { payload } = await jwtVerify(token, key, { issuer: ISSUER, audience: DASHBOARD_AUDIENCE, ...REQUIRED });
      return payload;
    } catch {
      // Not a token of ours, or no longer one: as good as none.
      return {};
    }
  }
}

/** One field for both: six digits are a code of the app, anything else one of those kept for when it is lost. */
function proofOf(code: string | undefined): { totp?: string; recoveryCode?: string } {
  if (code === undefined) return {};
  return /^[\d\s]*$/.test(code) ? { totp: code } : { recoveryCode: code };
}
