import { type AuditEntry, AuditTrail, type Ids } from '#kernel';
import { acting, type Entities } from '#persistence';

/** An entry of our own: refusals count too, and who acts may be known only afterwards. */
type Entry = AuditEntry & { outcome?: 'success' | 'refused'; actorId?: string; actorKind?: 'user' | 'service' };

interface ActingColumns {
  actor_kind: string;
  actor_id?: string;
}

const TABLE = 'access.audit_events';

/** Writes audit rows in the transaction of the surrounding unit of work. */
export class AuditEventRows extends AuditTrail {
  constructor(
    private readonly entities: Entities,
    private readonly ids: Ids,
  ) {
    super();
  }

  override ensure(entry: AuditEntry): void {
    if (!this.entities.willInsertInto(TABLE)) this.record(entry);
  }

  override record(entry: Entry): void {
    const actor = acting.current();
    if (actor && entry.outcome === 'refused') actor.hasRecordedRefusal = true;
    this.entities.insert({
      table: TABLE,
      row: {
        id: this.ids.next(),
        ...actorOf(entry),
        action: entry.action,
        resource_type: entry.resourceType,
        resource_id: entry.resourceId,
        patient_id: entry.patientId,
        facility_id: entry.facilityId,
        break_glass_id: entry.patientId === undefined ? undefined : actor?.breakGlass?.get(entry.patientId),
        outcome: entry.outcome ?? 'success',
        reason: entry.reason,
        address: actor?.address,
        request_id: actor?.requestId,
        changed: entry.changed,
      },
    });
  }
}

/** Who acts: given, or known from the surroundings. */
export function actorOf({ actorId, actorKind = 'user' }: Pick<Entry, 'actorId' | 'actorKind'> = {}): ActingColumns {
  const actor = acting.current();
  if (actorId !== undefined) return { actor_kind: actorKind, actor_id: actorId };
  if (!actor) return { actor_kind: 'system', actor_id: 'unattended' };
  return actor.id === 'anonymous' ? { actor_kind: 'anonymous' } : { actor_kind: actor.kind, actor_id: actor.id };
}
