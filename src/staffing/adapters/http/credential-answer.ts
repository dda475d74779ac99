import { type Caller, mayAt } from '#http';
import { type Credential, credentialActions, credentialStatus } from '../../domain/credential.js';
import type { CredentialRow, CredentialSurroundings } from '../persistence/credentials.query.js';
import type { CredentialAnswer } from './credentials.dto.js';

/** A credential that was just changed, in the form in which others are read. */
export function credentialView(credential: Credential): CredentialRow {
  const { id, staffId, kind, number, issuer, validFrom, validUntil, suspendedAt, suspensionReason, version } = credential;
  const dates = { validFrom: validFrom.toString(), validUntil: validUntil.toString(), suspendedAt: suspendedAt?.toString() };
  return { id, staffId, kind, number, issuer, ...dates, suspensionReason, version };
}

/** What it is worth now, and what the caller may do about it. */
export function credentialAnswer(
  row: CredentialRow,
  { facilityId, timeZone, noticeDays }: CredentialSurroundings,
  now: Temporal.Instant,
  caller: Caller,
): CredentialAnswer {
  const validity = {
    validFrom: Temporal.PlainDate.from(row.validFrom),
    validUntil: Temporal.PlainDate.from(row.validUntil),
    suspendedAt: row.suspendedAt === undefined ? undefined : Temporal.Instant.from(row.suspendedAt),
  };
  const status = credentialStatus(validity, now.toZonedDateTimeISO(timeZone).toPlainDate(), noticeDays);
  const allowedActions = mayAt(caller, 'credential:manage', facilityId) ? credentialActions(status) : [];
  return { ...row, facilityId, status, allowedActions };
}
