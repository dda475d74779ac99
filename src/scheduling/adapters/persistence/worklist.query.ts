import { instantText, type Sql } from '#persistence';
import { type ClosedAppointment, ClosedAppointments, type ClosedTime } from '../../application/worklist-ports.js';
import type { AppointmentStatus } from '../../domain/appointment-machine.js';
import type { DisplacementStatus } from '../../domain/displacement-machine.js';
import type { Ground } from '../../domain/lost-grounds.js';
import { UPCOMING } from './worklist-cases.query.js';

/** A ground that an appointment lost, as it is shown. */
export interface LostGroundView {
  ground: Ground;
  since: string;
  decision: Exclude<DisplacementStatus, 'settled'>;
  leaveRequestId?: string;
  credentialKind?: string;
  closedFrom?: string;
  specialty?: string;
  resourceOutageId?: string;
  keepReason?: string;
  keptBy?: string;
}

/** An appointment on the worklist, as it is shown. */
export interface DisplacedView {
  appointmentId: string;
  facilityId: string;
  departmentId?: string;
  patientId: string;
  staffId: string;
  appointmentTypeId: string;
  start: string;
  end: string;
  status: AppointmentStatus;
  version: number;
  since: string;
  grounds: LostGroundView[];
}

export interface WorklistFilter {
  facilityId?: string;
  staffId?: string;
  departmentId?: string;
  ground?: Ground;
  /** Those that nobody decided on; or those that stay as they are. */
  decision: LostGroundView['decision'];
  /** Facilities that the caller may see; all where absent. */
  within?: readonly string[];
}

interface LineRow {
  ground: Ground;
  subject: string;
  since: string;
  decision: LostGroundView['decision'];
  keepReason: string | null;
  keptBy: string | null;
}

interface DisplacedRow {
  id: string;
  facility_id: string;
  department_id: string | null;
  patient_id: string;
  staff_id: string;
  appointment_type_id: string;
  start_at: string;
  end_at: string;
  status: AppointmentStatus;
  version: number;
  lines: LineRow[];
}

const APPOINTMENT = `a.id, a.facility_id, a.department_id, a.patient_id, a.staff_id, a.appointment_type_id, a.start_at, a.end_at,
  a.status, a.version`;

/** Lines that still count: those of the appointment's present time. An appointment is open as long as one of its lines is. */
const DISPLACED = `
  select ${APPOINTMENT}, l.lines
  from scheduling.appointments a join (
    select d.appointment_id, d.time_version, bool_or(d.status = 'open') as open, array_agg(d.ground) as grounds,
      json_agg(json_build_object('ground', d.ground, 'subject', d.subject, 'since', d.since, 'decision', d.status,
        'keepReason', d.keep_reason, 'keptBy', d.kept_by) order by d.since, d.id) as lines
    from scheduling.displacements d
    where d.status <> 'settled' and ($2::uuid[] is null or d.facility_id = any($2)) and ($3::uuid is null or d.appointment_id = $3)
    group by d.appointment_id, d.time_version
  ) l on l.appointment_id = a.id and l.time_version = a.time_version
  where ${UPCOMING}`;

const WITHIN = `
  select ${APPOINTMENT} from scheduling.appointments a
  where a.staff_id = $2 and a.start_at > $3::timestamptz - interval '1 day' and a.start_at < $4 and a.end_at > $3 and ${UPCOMING}
    and not exists (
      select from scheduling.displacements d
      where d.appointment_id = a.id and d.time_version = a.time_version and d.subject = $5 and d.status = 'kept')
  order by a.start_at, a.id limit $6`;

/** The worklist for reading, and the appointments that it is about. */
export class WorklistQuery extends ClosedAppointments {
  constructor(private readonly sql: Sql) {
    super();
  }

  /** In the order in which the appointments begin; one more than the limit where there are more. */
  async page(filter: WorklistFilter, now: Temporal.Instant, limit: number, after: string[] = []): Promise<DisplacedView[]> {
    const { facilityId, staffId, departmentId, ground, decision, within } = filter;
    const rows = await this.sql.query<DisplacedRow>(
      `${DISPLACED} and l.open = $4 and ($5::uuid is null or a.facility_id = $5) and ($6::uuid is null or a.staff_id = $6)
       and ($7::uuid is null or a.department_id = $7) and ($8::text is null or $8 = any(l.grounds))
       and ($9::timestamptz is null or (a.start_at, a.id) > ($9, $10::uuid)) order by a.start_at, a.id limit $11`,
      [now.toString(), within, null, decision === 'open', facilityId, staffId, departmentId, ground, after[0], after[1], limit + 1].map(
        (value) => value ?? null,
      ),
    );
    return rows.map(viewOf);
  }

  async one(appointmentId: string, now: Temporal.Instant, within?: readonly string[]): Promise<DisplacedView | undefined> {
    const row = await this.sql.first<DisplacedRow>(DISPLACED, [now.toString(), within ?? null, appointmentId]);
    return row && viewOf(row);
  }

  override async within({ staffId, time, subject }: ClosedTime, now: Temporal.Instant, limit: number): Promise<ClosedAppointment[]> {
    const values = [now.toString(), staffId, instantOf(time.from), instantOf(time.until), subject, limit];
    return (await this.sql.query<DisplacedRow>(WITHIN, values)).map(closedOf);
  }

  override async onWorklist(
    appointmentId: string,
    now: Temporal.Instant,
    within?: readonly string[],
  ): Promise<ClosedAppointment | undefined> {
    const row = await this.sql.first<DisplacedRow>(DISPLACED, [now.toString(), within ?? null, appointmentId]);
    return row && closedOf(row);
  }
}

function viewOf(row: DisplacedRow): DisplacedView {
  const grounds = row.lines.map(groundOf);
  return {
    appointmentId: row.id,
    facilityId: row.facility_id,
    departmentId: row.department_id ?? undefined,
    patientId: row.patient_id,
    staffId: row.staff_id,
    appointmentTypeId: row.appointment_type_id,
    start: instantText(row.start_at),
    end: instantText(row.end_at),
    status: row.status,
    version: row.version,
    since: grounds[0]!.since,
    grounds,
  };
}

const SUBJECTS = {
  leave: 'leaveRequestId',
  credential: 'credentialKind',
  closure: 'closedFrom',
  specialty: 'specialty',
  resource: 'resourceOutageId',
} as const;

function groundOf({ ground, subject, since, decision, keepReason, keptBy }: LineRow): LostGroundView {
  const named = ground in SUBJECTS ? { [SUBJECTS[ground as keyof typeof SUBJECTS]]: subject } : {};
  const kept = { keepReason: keepReason ?? undefined, keptBy: keptBy ?? undefined };
  return { ground, since: Temporal.Instant.from(since).toString(), decision, ...named, ...kept };
}

function closedOf(row: DisplacedRow): ClosedAppointment {
  return {
    appointmentId: row.id,
    facilityId: row.facility_id,
    patientId: row.patient_id,
    staffId: row.staff_id,
    appointmentTypeId: row.appointment_type_id,
    status: row.status,
    version: row.version,
    time: { from: epochOf(row.start_at), until: epochOf(row.end_at) },
  };
}

function epochOf(timestamp: string): number {
  return Temporal.Instant.from(instantText(timestamp)).epochMilliseconds;
}

function instantOf(epochMilliseconds: number): string {
  return Temporal.Instant.fromEpochMilliseconds(epochMilliseconds).toString();
}
