export type * from './access.events.js';
export {
  AccessFacade,
  type GrantedRole,
  type NewUserDetails,
  type PatientRecord,
  PatientRecords,
  type RoleHolder,
} from './access.facade.js';
export { AccessModule, type AccessOptions } from './access.module.js';
export type { ProviderSettings as IdentityProviderSettings } from './adapters/oidc/openid-providers.js';
export { accessHoldings, accessObstacles } from './adapters/persistence/access-holdings.js';
export { mountInvitationPage } from './adapters/http/invitation-page.js';
export { mountPasswordPage } from './adapters/http/password-page.js';
export { type AuditTrailCheck, checkAuditTrail } from './adapters/cli/check-audit-trail.js';
export type { Verification } from './application/verify-audit-trail.js';
export { isInstallationWide, ownRecordPermissionsOf, PERMISSIONS, permissionsOf, ROLE_NAMES } from './domain/permissions.js';
