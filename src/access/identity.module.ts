import { Clock, Ids, UnitOfWork } from '#kernel';
import { DashboardSignIn, Queues } from '#messaging';
import { Entities, Sql } from '#persistence';
import { wire, wireAs } from '#wiring';
import { NotificationsFacade } from '../notifications/index.js';
import { NotificationsPasswordMail } from './adapters/contexts/notifications.password-mail.js';
import { OperatorsDashboardSignIn } from './adapters/dashboard/operators-dashboard-sign-in.js';
import { QueuedPasswordMailBell } from './adapters/jobs/send-password-links.processor.js';
import { AccountsQuery } from './adapters/persistence/accounts.query.js';
import { CallersQuery } from './adapters/persistence/callers.query.js';
import { SqlPasswordLinkLimits } from './adapters/persistence/password-link-limits.sql.js';
import { SqlPasswordLinkRequests, SqlPasswordLinks } from './adapters/persistence/password-links.sql.js';
import { SecondFactorQuery } from './adapters/persistence/second-factor.query.js';
import { SqlSecondFactors } from './adapters/persistence/second-factors.sql.js';
import { SessionsQuery } from './adapters/persistence/sessions.query.js';
import { SqlSessions } from './adapters/persistence/sessions.sql.js';
import { SqlSignInFailures } from './adapters/persistence/sign-in-failures.sql.js';
import { Argon2PasswordHashes } from './adapters/security/argon2-password-hashes.js';
import { ListedCommonPasswords } from './adapters/security/common-passwords.js';
import { JoseSecrets } from './adapters/security/jose-secrets.js';
import { JoseTokens } from './adapters/security/jose-tokens.js';
import { OtpauthCodes } from './adapters/security/otpauth-codes.js';
import { type SigningKey, SigningKeys } from './adapters/security/signing-keys.js';
import { BeginTotp } from './application/begin-totp.js';
import { ChangePassword } from './application/change-password.js';
import { ConfirmTotp } from './application/confirm-totp.js';
import { EndAllSessions } from './application/end-all-sessions.js';
import { EndSession } from './application/end-session.js';
import { InviteToSetPassword } from './application/invite-to-set-password.js';
import { LinkOwners } from './application/link-owners.js';
import { LogIn } from './application/log-in.js';
import { LogOut } from './application/log-out.js';
import { NewPasswords } from './application/new-passwords.js';
import { NewRecoveryCodes } from './application/new-recovery-codes.js';
import { PasswordAgain } from './application/password-again.js';
import { PasswordCheck } from './application/password-check.js';
import {
  PasswordLinkLimits,
  PasswordLinkRequests,
  PasswordLinks,
  PasswordMail,
  PasswordMailBell,
} from './application/password-link-ports.js';
import { Accounts, CommonPasswords, PasswordHashes, SecurityTrail, Sessions, SignInFailures, Tokens } from './application/ports.js';
import { RefreshSession } from './application/refresh-session.js';
import { RenewRecoveryCodes } from './application/renew-recovery-codes.js';
import { RequestPasswordLink } from './application/request-password-link.js';
import { ResealSecondFactors } from './application/reseal-second-factors.js';
import { ResetSecondFactor } from './application/reset-second-factor.js';
import { SecondFactorCheck } from './application/second-factor-check.js';
import { SecondFactorKeyring } from './application/second-factor-keys.js';
import { OneTimeCodes, SecondFactors, Secrets } from './application/second-factor-ports.js';
import { SendPasswordLinks } from './application/send-password-links.js';
import { SessionTokens } from './application/session-tokens.js';
import { SetPasswordByLink } from './application/set-password-by-link.js';
import { SignInToDashboard } from './application/sign-in-to-dashboard.js';
import { SwitchOffTotp } from './application/switch-off-totp.js';
import { SecondFactorPolicy } from './domain/second-factor-policy.js';
import { Users } from './domain/users.js';

/** How signing in is set up. */
export interface IdentityOptions {
  /** The first signs, all verify. */
  jwtKeys: readonly SigningKey[];
  /** Roles that need a second factor. */
  totpRequiredRoles: readonly string[];
  /** Where people reach this installation, without a slash at its end. */
  publicUrl: string;
}

/** Everything about who somebody is: passwords, second factors, sessions, links to set a password. */
export function identityProviders({ jwtKeys, totpRequiredRoles, publicUrl }: IdentityOptions) {
  return [...ports(jwtKeys, totpRequiredRoles, publicUrl), ...signingIn, ...secondFactors, ...passwords];
}

function ports(jwtKeys: readonly SigningKey[], totpRequiredRoles: readonly string[], publicUrl: string) {
  return [
    { provide: SigningKeys, useFactory: () => new SigningKeys(jwtKeys) },
    { provide: Secrets, useFactory: () => new JoseSecrets(jwtKeys) },
    { provide: SecondFactorPolicy, useFactory: () => new SecondFactorPolicy(totpRequiredRoles) },
    {
      provide: PasswordMail,
      useFactory: (notifications: NotificationsFacade) => new NotificationsPasswordMail(notifications, publicUrl),
      inject: [NotificationsFacade],
    },
    wireAs(Accounts, AccountsQuery, Sql),
    wireAs(Sessions, SqlSessions, Entities, Sql),
    wireAs(SignInFailures, SqlSignInFailures, Sql),
    wireAs(PasswordHashes, Argon2PasswordHashes),
    wireAs(CommonPasswords, ListedCommonPasswords),
    wireAs(Tokens, JoseTokens, SigningKeys),
    wireAs(SecondFactors, SqlSecondFactors, Sql),
    wireAs(OneTimeCodes, OtpauthCodes),
    wireAs(PasswordLinkRequests, SqlPasswordLinkRequests, Entities, Sql),
    wireAs(PasswordLinks, SqlPasswordLinks, Entities, Sql),
    wireAs(PasswordLinkLimits, SqlPasswordLinkLimits, Sql),
    wireAs(PasswordMailBell, QueuedPasswordMailBell, Queues),
  ];
}

const signingIn = [
  wire(SessionsQuery, Sql),
  wire(SecondFactorQuery, Sql),
  wire(SessionTokens, Sessions, Tokens, Ids, Clock),
  wire(PasswordCheck, UnitOfWork, Accounts, SignInFailures, PasswordHashes, SecondFactorCheck, SecurityTrail),
  wire(PasswordAgain, PasswordCheck),
  wire(LogIn, UnitOfWork, PasswordCheck, SessionTokens, SecurityTrail),
  wire(SignInToDashboard, UnitOfWork, PasswordCheck, SessionTokens, Tokens, SecondFactorPolicy, SecurityTrail),
  wireAs(DashboardSignIn, OperatorsDashboardSignIn, SignInToDashboard, LogOut, SigningKeys, CallersQuery, SecondFactorPolicy),
  wire(LogOut, UnitOfWork, Sessions, SecurityTrail, Clock),
  wire(RefreshSession, UnitOfWork, Sessions, SessionTokens, Tokens, SecurityTrail, Clock),
  wire(EndSession, UnitOfWork, Sessions, SecurityTrail, Clock),
  wire(EndAllSessions, UnitOfWork, Users, Sessions, SecurityTrail, Clock),
];

const secondFactors = [
  wire(SecondFactorCheck, UnitOfWork, SecondFactors, OneTimeCodes, Secrets, Tokens, SecurityTrail, Clock),
  wire(NewRecoveryCodes, SecondFactors, OneTimeCodes, Tokens, Clock),
  wire(BeginTotp, UnitOfWork, PasswordAgain, SecondFactors, OneTimeCodes, Secrets, SecurityTrail, Clock),
  wire(ConfirmTotp, UnitOfWork, SecondFactors, OneTimeCodes, Secrets, NewRecoveryCodes, Sessions, SecurityTrail, Clock),
  wire(RenewRecoveryCodes, UnitOfWork, PasswordAgain, NewRecoveryCodes, SecurityTrail),
  wire(SwitchOffTotp, UnitOfWork, PasswordAgain, SecondFactors, Sessions, SecurityTrail),
  wire(ResetSecondFactor, UnitOfWork, SecondFactors, Sessions, SecurityTrail, Clock),
  wire(ResealSecondFactors, SecondFactors, Secrets),
  wire(SecondFactorKeyring, SecondFactors, Secrets),
];

const passwords = [
  wire(NewPasswords, PasswordHashes, CommonPasswords),
  wire(ChangePassword, UnitOfWork, PasswordAgain, Users, NewPasswords, Sessions, PasswordLinks, SecurityTrail, Clock),
  wire(RequestPasswordLink, UnitOfWork, PasswordLinkLimits, PasswordLinkRequests, PasswordMailBell, SecurityTrail, Ids, Clock),
  wire(InviteToSetPassword, UnitOfWork, Users, PasswordLinkRequests, PasswordMailBell, SecurityTrail, Ids, Clock),
  wire(SendPasswordLinks, UnitOfWork, PasswordLinkRequests, PasswordLinks, Accounts, PasswordMail, Tokens, Clock),
  wire(LinkOwners, PasswordLinks, Users, SecondFactors, Tokens, Clock),
  wire(SetPasswordByLink, UnitOfWork, LinkOwners, PasswordLinks, NewPasswords, Sessions, SignInFailures, SecurityTrail, Clock),
];
