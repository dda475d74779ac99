export { AccessFacade, type GrantedRole, type NewUserDetails } from './access.facade.js';
export { AccessModule, type AccessOptions } from './access.module.js';
export { isInstallationWide, ownRecordPermissionsOf, PERMISSIONS, permissionsOf, ROLE_NAMES } from './domain/permissions.js';
