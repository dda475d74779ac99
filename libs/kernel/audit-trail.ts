/** One line of the audit trail: who is acting is known from the surroundings. */
export interface AuditEntry {
  /** Resource and verb: `appointment.book`. */
  action: string;
  resourceType: string;
  resourceId?: string;
  patientId?: string;
  facilityId?: string;
  /** Names of the fields that changed, never their values. */
  changed?: string[];
  reason?: string;
}

/** Writes the audit row of a change in the transaction of that change. */
export abstract class AuditTrail {
  abstract record(entry: AuditEntry): void;

  /** Records the entry unless something was recorded in this unit of work already: one row for one act. */
  abstract ensure(entry: AuditEntry): void;
}
