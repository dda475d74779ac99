import { type ApiDocument, operationsOf, PUBLIC, SIGNED_IN } from '#http';
import { isInstallationWide, ownRecordPermissionsOf, PERMISSIONS, permissionsOf, ROLE_NAMES } from '../../access/index.js';

const HELD = '●';
const OWN = 'own';

const INTRODUCTION = `# Permissions

Made by \`npm run permissions\` from \`src/access/domain/permissions.ts\` and the routes; \`npm run permissions -- --check\` compares.

A role is granted for all facilities or for one. ${HELD} is what the role allows where it was granted; \`${OWN}\` what it allows for the own
patient record alone. What stands in *italics* concerns the whole installation: a grant for one facility does not give it.

Which rows a permission reaches is part of every query, never of its result:
- **Facility:** rows of the facilities of the grant. What lies outside is as absent as what never was: 404 by id, not in lists.
- **Registration** (\`patient:find\`): one index across the organisation, so that nobody is registered twice.
- **Chart** (\`patient:read-chart\`, \`chart:write\`): needs a care relation. The patient was registered at, or has or had an appointment
  at, a facility of the grant; or is who asks; or an active break-glass of the caller has opened the chart. A grant for all facilities
  skips the test.
- **Own record:** the patient to whom the user is linked, at the routes marked so below.
- **Service accounts** hold the permissions that they were given, and none by their role.
`;

/** Who may do what, for readers: permissions by role, and every route with the roles that it lets in. */
export function permissionPage(document: ApiDocument): string {
  return `${INTRODUCTION}
## Roles

${table(['permission', ...ROLE_NAMES], PERMISSIONS.map(permissionRow))}

## Routes

${table(['route', 'permission', 'roles', 'own record'], [...routeRows(document)].sort())}
`;
}

function permissionRow(permission: (typeof PERMISSIONS)[number]): string[] {
  const name = isInstallationWide(permission) ? `*${permission}*` : permission;
  const marks = ROLE_NAMES.map((role) => {
    if (permissionsOf(role).includes(permission)) return HELD;
    return ownRecordPermissionsOf(role).includes(permission) ? OWN : '';
  });
  return [name, ...marks];
}

function* routeRows(document: ApiDocument): Generator<string[]> {
  for (const { path, verb, operation } of operationsOf(document)) {
    const permission = String(operation['x-permission']);
    const isForOwnRecord = operation['x-own-record'] === true;
    const roles = ROLE_NAMES.filter((role) => (permissionsOf(role) as readonly string[]).includes(permission));
    const owners = ROLE_NAMES.filter((role) => isForOwnRecord && (ownRecordPermissionsOf(role) as readonly string[]).includes(permission));
    yield [`\`${path.replace('/api/v1', '')}\` ${verb.toUpperCase()}`, permission, whoOf(permission, roles), owners.join(', ')];
  }
}

function whoOf(permission: string, roles: readonly string[]): string {
  if (permission === PUBLIC) return 'everybody, without a token';
  if (permission === SIGNED_IN) return 'everybody who is signed in';
  return roles.join(', ');
}

function table(head: readonly string[], rows: readonly string[][]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
