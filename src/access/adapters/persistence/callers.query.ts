import type { Caller, RoleGrant } from '#http';
import type { Clock } from '#kernel';
import type { Sql } from '#persistence';
import { ownRecordPermissionsOf, permissionsAtFacility, permissionsOf } from '../../domain/permissions.js';
import type { SessionPurpose } from '../../application/ports.js';

type Granted = Pick<Caller, 'roles' | 'permissions' | 'everywhere' | 'atFacility' | 'own'>;

interface Row {
  email: string;
  display_name: string;
  second_factor: boolean;
  staff_id: string | null;
  patient_id: string | null;
  grants: string | null;
  /** Patients whose charts are open by break-glass, each with the id of that access. */
  opened: string | null;
}

const NOTHING: Granted = { roles: [], permissions: new Set(), everywhere: new Set(), atFacility: new Map(), own: new Set() };
/** Sets of grants kept worked out; most installations have far fewer. */
const MOST_KEPT = 5_000;

/**
 * The session check of every request: one prepared statement over three primary keys, and a look into the few
 * break-glass accesses of the user that have not run out.
 */
const LIVE_SESSION = `
  select u.email, u.display_name, u.staff_id, u.patient_id, s.second_factor_at is not null as second_factor,
    (select string_agg(case when facility_id is null then role else role || '@' || facility_id end, ' ' order by role, facility_id)
     from access.role_grants where user_id = u.id) as grants,
    (select string_agg(patient_id || '@' || id, ' ') from access.break_glass_accesses
     where user_id = u.id and ended_at is null and expires_at > $4) as opened
  from access.sessions s join access.users u on u.id = s.user_id
  where s.id = $1 and s.user_id = $2 and s.purpose = $3 and s.revoked_at is null and s.expires_at > now() and u.disabled_at is null`;

/** Who is behind a session, if it still counts, and what they may do at this moment. */
export class CallersQuery {
  private readonly known = new Map<string, Granted>();

  constructor(
    private readonly sql: Sql,
    private readonly clock: Clock,
  ) {}

  async find(sessionId: string, userId: string, purpose: SessionPurpose): Promise<Caller | undefined> {
    const row = await this.sql.lookup<Row>(LIVE_SESSION, [sessionId, userId, purpose, this.clock.now().toString()]);
    if (!row) return undefined;
    const { roles, permissions, everywhere, atFacility, own } = this.granted(row.grants);
    return {
      userId,
      sessionId,
      email: row.email,
      displayName: row.display_name,
      hasSecondFactor: row.second_factor,
      roles,
      permissions,
      everywhere,
      atFacility,
      own,
      ...openedBy(row.opened),
      staffId: row.staff_id ?? undefined,
      patientId: row.patient_id ?? undefined,
    };
  }

  /** What follows from the grants, which are read at every request, is worked out once for each set of them. */
  private granted(grants: string | null): Granted {
    if (grants === null) return NOTHING;
    const known = this.known.get(grants);
    if (known) return known;
    if (this.known.size >= MOST_KEPT) this.known.clear();
    const granted = workOut(grants);
    this.known.set(grants, granted);
    return granted;
  }
}

function openedBy(opened: string | null): Pick<Caller, 'opened' | 'breakGlass'> {
  if (opened === null) return { opened: [] };
  const breakGlass = new Map(opened.split(' ').map((each) => each.split('@') as [string, string]));
  return { opened: [...breakGlass.keys()], breakGlass };
}

function workOut(grants: string): Granted {
  const everywhere = new Set<string>();
  const atFacility = new Map<string, Set<string>>();
  const own = new Set<string>();
  const roles: RoleGrant[] = [];
  for (const grant of grants.split(' ')) {
    const [role = '', facilityId] = grant.split('@');
    roles.push(facilityId === undefined ? { role } : { role, facilityId });
    ownRecordPermissionsOf(role).forEach((permission) => own.add(permission));
    if (facilityId === undefined) permissionsOf(role).forEach((permission) => everywhere.add(permission));
    else atFacility.set(facilityId, new Set([...(atFacility.get(facilityId) ?? []), ...permissionsAtFacility(role)]));
  }
  const permissions = new Set([...everywhere, ...[...atFacility.values()].flatMap((held) => [...held])]);
  return { roles, permissions, everywhere, atFacility, own };
}
