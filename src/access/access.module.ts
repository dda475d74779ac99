import { type DynamicModule, Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { AuditTrail, Clock, Ids, UnitOfWork } from '#kernel';
import { DashboardSignIn, JobProcessors } from '#messaging';
import { Entities, Sql } from '#persistence';
import { wire, wireAs } from '#wiring';
import { AccessFacade } from './access.facade.js';
import { AuditModule } from './audit.module.js';
import { OperatorsDashboardSignIn } from './adapters/dashboard/operators-dashboard-sign-in.js';
import { AccessGuard } from './adapters/http/access.guard.js';
import { AuthController } from './adapters/http/auth.controller.js';
import { ServiceAccountsController } from './adapters/http/service-accounts.controller.js';
import { TokenController } from './adapters/http/token.controller.js';
import { UsersController } from './adapters/http/users.controller.js';
import { KeepAccessTidyProcessor } from './adapters/jobs/keep-access-tidy.processor.js';
import { AccountsQuery } from './adapters/persistence/accounts.query.js';
import { CallersQuery } from './adapters/persistence/callers.query.js';
import { MikroOrmServiceAccounts } from './adapters/persistence/service-accounts.mikro-orm.js';
import { ServiceAccountsQuery } from './adapters/persistence/service-accounts.query.js';
import { ServiceCallersQuery } from './adapters/persistence/service-callers.query.js';
import { SqlServiceTokens } from './adapters/persistence/service-tokens.sql.js';
import { SqlSessions } from './adapters/persistence/sessions.sql.js';
import { SqlSignInFailures } from './adapters/persistence/sign-in-failures.sql.js';
import { MikroOrmUsers } from './adapters/persistence/users.mikro-orm.js';
import { UsersQuery } from './adapters/persistence/users.query.js';
import { Argon2PasswordHashes } from './adapters/security/argon2-password-hashes.js';
import { ListedCommonPasswords } from './adapters/security/common-passwords.js';
import { JoseTokens } from './adapters/security/jose-tokens.js';
import { type SigningKey, SigningKeys } from './adapters/security/signing-keys.js';
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
import { LogIn } from './application/log-in.js';
import { LogOut } from './application/log-out.js';
import { PasswordCheck } from './application/password-check.js';
import {
  Accounts,
  AuditPartitions,
  CommonPasswords,
  PasswordHashes,
  SecurityTrail,
  Sessions,
  SignInFailures,
  Tokens,
} from './application/ports.js';
import { PublishedAccess } from './application/published-access.js';
import { RefreshSession } from './application/refresh-session.js';
import { SessionTokens } from './application/session-tokens.js';
import { SignInToDashboard } from './application/sign-in-to-dashboard.js';
import { WithdrawRole } from './application/withdraw-role.js';
import { Users } from './domain/users.js';
import { ServiceAccounts } from './domain/service-accounts.js';

/** How access is set up. */
export interface AccessOptions {
  /** The first signs, all verify. */
  jwtKeys: readonly SigningKey[];
  /** Hears one line about what goes wrong in the background. */
  report: (line: string) => void;
}

/** Users, sessions, permissions and the audit trail; its guard stands before every route. */
@Module({})
export class AccessModule {
  constructor(processors: JobProcessors, keepAccessTidy: KeepAccessTidy) {
    processors.add(new KeepAccessTidyProcessor(keepAccessTidy));
  }

  static with({ jwtKeys, report }: AccessOptions): DynamicModule {
    return {
      module: AccessModule,
      global: true,
      imports: [AuditModule.with(report)],
      controllers: [AuthController, TokenController, ServiceAccountsController, UsersController],
      providers: [
        { provide: SigningKeys, useFactory: () => new SigningKeys(jwtKeys) },
        wireAs(Users, MikroOrmUsers, Entities, Sql),
        wireAs(Accounts, AccountsQuery, Sql),
        wireAs(Sessions, SqlSessions, Entities, Sql),
        wireAs(SignInFailures, SqlSignInFailures, Sql),
        wireAs(PasswordHashes, Argon2PasswordHashes),
        wireAs(CommonPasswords, ListedCommonPasswords),
        wireAs(Tokens, JoseTokens, SigningKeys),
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
        wire(SessionTokens, Sessions, Tokens, Ids, Clock),
        wire(PasswordCheck, UnitOfWork, Accounts, SignInFailures, PasswordHashes, SecurityTrail),
        wire(LogIn, UnitOfWork, PasswordCheck, SessionTokens, SecurityTrail),
        wire(SignInToDashboard, UnitOfWork, PasswordCheck, SessionTokens, Tokens, SecurityTrail),
        wireAs(DashboardSignIn, OperatorsDashboardSignIn, SignInToDashboard, LogOut, SigningKeys, CallersQuery),
        wire(LogOut, UnitOfWork, Sessions, SecurityTrail, Clock),
        wire(RefreshSession, UnitOfWork, Sessions, SessionTokens, Tokens, SecurityTrail, Clock),
        wire(CreateUser, UnitOfWork, Users, PasswordHashes, CommonPasswords, Ids, Clock),
        wire(ChangeUser, UnitOfWork, Users, Sessions, PasswordHashes, CommonPasswords, Clock),
        wire(GrantRole, UnitOfWork, Users, Clock),
        wire(WithdrawRole, UnitOfWork, Users, Clock),
        wire(EnsureFirstAdministrator, UnitOfWork, Users, CreateUser, Tokens, SecurityTrail),
        wire(KeepAccessTidy, Sessions, ServiceTokens, AuditPartitions, Clock),
        wireAs(AccessFacade, PublishedAccess, UnitOfWork, CreateUser, SessionTokens, EnsureFirstAdministrator, Accounts, AuditTrail),
        { provide: APP_GUARD, useClass: AccessGuard },
      ],
      exports: [AccessFacade, AuditModule, DashboardSignIn],
    };
  }
}
