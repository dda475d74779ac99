import { type DynamicModule, Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { type Finding, HealthChecks } from '#http';
import { AuditTrail, Clock, Ids, UnitOfWork } from '#kernel';
import { DashboardSignIn, JobProcessors } from '#messaging';
import { Entities, Sql } from '#persistence';
import { wire, wireAs } from '#wiring';
import { AccessFacade } from './access.facade.js';
import { AuditModule } from './audit.module.js';
import { AccessGuard } from './adapters/http/access.guard.js';
import { AuthController } from './adapters/http/auth.controller.js';
import { ExternalIdentitiesController } from './adapters/http/external-identities.controller.js';
import { ProviderSignInController } from './adapters/http/provider-sign-in.controller.js';
import { PasswordsController } from './adapters/http/passwords.controller.js';
import { SecondFactorController } from './adapters/http/second-factor.controller.js';
import { ServiceAccountsController } from './adapters/http/service-accounts.controller.js';
import { SessionsController } from './adapters/http/sessions.controller.js';
import { TokenController } from './adapters/http/token.controller.js';
import { UsersController } from './adapters/http/users.controller.js';
import { AcceptInvitationController } from './adapters/http/accept-invitation.controller.js';
import { BreakGlassController } from './adapters/http/break-glass.controller.js';
import { InvitationsController } from './adapters/http/invitations.controller.js';
import { KeepAccessTidyProcessor } from './adapters/jobs/keep-access-tidy.processor.js';
import { SendPasswordLinksProcessor } from './adapters/jobs/send-password-links.processor.js';
import { RoleHoldersQuery } from './adapters/persistence/role-holders.query.js';
import { CallersQuery } from './adapters/persistence/callers.query.js';
import { MikroOrmServiceAccounts } from './adapters/persistence/service-accounts.mikro-orm.js';
import { ServiceAccountsQuery } from './adapters/persistence/service-accounts.query.js';
import { ServiceCallersQuery } from './adapters/persistence/service-callers.query.js';
import { SqlServiceTokens } from './adapters/persistence/service-tokens.sql.js';
import { MikroOrmUsers } from './adapters/persistence/users.mikro-orm.js';
import { UsersQuery } from './adapters/persistence/users.query.js';
import { ChangeUser } from './application/change-user.js';
import { ChangeServiceAccount } from './application/change-service-account.js';
import { CreateServiceAccount } from './application/create-service-account.js';
import { IssueServiceToken } from './application/issue-service-token.js';
import { RotateServiceSecret } from './application/rotate-service-secret.js';
import { ServiceTokens } from './application/service-account-ports.js';
import { CreateUser } from './application/create-user.js';
import { EnsureFirstAdministrator } from './application/ensure-first-administrator.js';
import { GrantRole } from './application/grant-role.js';
import { KeepAccessTidy } from './application/keep-access-tidy.js';
import { NewPasswords } from './application/new-passwords.js';
import { PasswordLinks } from './application/password-link-ports.js';
import { Accounts, AuditPartitions, SecurityTrail, Sessions, SignInFailures, Tokens } from './application/ports.js';
import { PublishedAccess } from './application/published-access.js';
import { ResealSecondFactors } from './application/reseal-second-factors.js';
import { RoleHolders } from './application/role-holders.js';
import { SecondFactorKeyring } from './application/second-factor-keys.js';
import { SecondFactors } from './application/second-factor-ports.js';
import { SendPasswordLinks } from './application/send-password-links.js';
import { SessionTokens } from './application/session-tokens.js';
import { WithdrawRole } from './application/withdraw-role.js';
import { isRole } from './domain/permissions.js';
import { Users } from './domain/users.js';
import { type ProviderSignInOptions, providerSignIn } from './provider-sign-in.module.js';
import { type BreakGlassOptions, breakGlassProviders } from './break-glass.module.js';
import { type IdentityOptions, identityProviders } from './identity.module.js';
import { ServiceAccounts } from './domain/service-accounts.js';
import { type InvitationOptions, invitationProviders } from './invitations.module.js';

/** How access is set up. */
export interface AccessOptions extends IdentityOptions, ProviderSignInOptions, BreakGlassOptions, InvitationOptions {
  /** Hears one line about what goes wrong in the background. */
  report: (line: string) => void;
}

/** Charts opened in an emergency, and accounts of patients. */
const AROUND_PATIENTS = [BreakGlassController, InvitationsController, AcceptInvitationController];

/** Users, sessions, permissions and the audit trail; its guard stands before every route. */
@Module({})
export class AccessModule {
  constructor(
    processors: JobProcessors,
    keepAccessTidy: KeepAccessTidy,
    sendPasswordLinks: SendPasswordLinks,
    checks: HealthChecks,
    keyring: SecondFactorKeyring,
  ) {
    processors.add(new KeepAccessTidyProcessor(keepAccessTidy));
    processors.add(new SendPasswordLinksProcessor(sendPasswordLinks));
    checks.add('second-factors', () => findingOf(keyring), { required: false });
  }

  /** @throws Error where a role that needs a second factor is none */
  static with({ report, providers, returnAddresses, ...identity }: AccessOptions): DynamicModule {
    const unknown = identity.totpRequiredRoles.filter((name) => !isRole(name));
    if (unknown.length > 0) throw new Error(`TOTP_REQUIRED_ROLES must name roles; ${unknown.join(', ')} is none.`);
    return {
      module: AccessModule,
      global: true,
      imports: [AuditModule.with(report)],
      controllers: [
        AuthController,
        SessionsController,
        PasswordsController,
        SecondFactorController,
        ProviderSignInController,
        TokenController,
        ServiceAccountsController,
        UsersController,
        ExternalIdentitiesController,
        ...AROUND_PATIENTS,
      ],
      providers: [
        ...identityProviders(identity),
        ...providerSignIn({ providers, returnAddresses, publicUrl: identity.publicUrl }),
        ...breakGlassProviders(identity),
        ...invitationProviders(identity),
        wireAs(Users, MikroOrmUsers, Entities, Sql),
        wire(CallersQuery, Sql, Clock),
        wire(UsersQuery, Sql),
        wire(ServiceCallersQuery, Sql),
        wire(ServiceAccountsQuery, Sql),
        wireAs(ServiceAccounts, MikroOrmServiceAccounts, Entities),
        wireAs(ServiceTokens, SqlServiceTokens, Entities, Sql),
        wire(CreateServiceAccount, UnitOfWork, ServiceAccounts, Tokens, Ids, Clock),
        wire(ChangeServiceAccount, UnitOfWork, ServiceAccounts, ServiceTokens, Clock),
        wire(RotateServiceSecret, UnitOfWork, ServiceAccounts, ServiceTokens, Tokens, Clock),
        wire(IssueServiceToken, UnitOfWork, ServiceTokens, SignInFailures, Tokens, SecurityTrail, Ids, Clock),
        wire(CreateUser, UnitOfWork, Users, NewPasswords, Ids, Clock),
        wire(ChangeUser, UnitOfWork, Users, Sessions, SecondFactors, NewPasswords, PasswordLinks, Clock),
        wire(GrantRole, UnitOfWork, Users, Clock),
        wire(WithdrawRole, UnitOfWork, Users, Clock),
        wire(EnsureFirstAdministrator, UnitOfWork, Users, CreateUser, Tokens, SecurityTrail),
        wire(KeepAccessTidy, Sessions, ServiceTokens, PasswordLinks, ResealSecondFactors, AuditPartitions, Clock),
        wireAs(RoleHolders, RoleHoldersQuery, Sql),
        wireAs(
          AccessFacade,
          PublishedAccess,
          ...([UnitOfWork, CreateUser, SessionTokens, EnsureFirstAdministrator, Accounts, RoleHolders, AuditTrail] as const),
        ),
        { provide: APP_GUARD, useClass: AccessGuard },
      ],
      exports: [AccessFacade, AuditModule, DashboardSignIn],
    };
  }
}

/** Says which keys a change of `JWT_KEYS` must not take away yet, or has taken away too early. */
async function findingOf(keyring: SecondFactorKeyring): Promise<Finding> {
  const { missing, unreadable, olderInUse } = await keyring.look();
  const lost = `${unreadable} second factors need keys that JWT_KEYS lacks: ${missing.join(', ')}.`;
  return { olderKeysInUse: olderInUse, ...(missing.length > 0 ? { warning: lost } : {}) };
}
