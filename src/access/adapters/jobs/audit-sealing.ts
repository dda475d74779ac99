import type { Rounds } from '#messaging';
import type { SealAuditTrail } from '../../application/seal-audit-trail.js';

/** Within a second of every audit row, and without the queues, so that their absence leaves nothing unsealed. */
export class AuditSealing implements Rounds {
  readonly name = 'access.audit-sealing';
  readonly pause = 500;

  constructor(private readonly sealAuditTrail: SealAuditTrail) {}

  round(): Promise<boolean> {
    return this.sealAuditTrail.execute();
  }
}
