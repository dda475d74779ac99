import type { AuditEntry } from '#kernel';
import type { PatientMerge } from '../domain/patient-merge.js';

/** One row for each of the two, since each has an access log. */
export function auditOfMerge(action: string, { id, survivorId, mergedId }: PatientMerge): AuditEntry[] {
  return [survivorId, mergedId].map((patientId) => ({ action, resourceType: 'patient-merge', resourceId: id, patientId }));
}
