import type { Clock } from '#kernel';
import type { AuditPartitions, Sessions } from './ports.js';
import type { PasswordLinks } from './password-link-ports.js';
import type { ResealSecondFactors } from './reseal-second-factors.js';
import type { ServiceTokens } from './service-account-ports.js';

/** Days for which a session that has ended can still be looked up. */
const SESSIONS_KEPT_FOR_DAYS = 30;
/** Months for which the audit trail has partitions ahead. */
const MONTHS_AHEAD = 12;

/** Forgets what is long over, makes room for the audit rows of the coming months, and brings secrets under the key of today. */
export class KeepAccessTidy {
  constructor(
    private readonly sessions: Sessions,
    private readonly serviceTokens: ServiceTokens,
    private readonly links: PasswordLinks,
    private readonly reseal: ResealSecondFactors,
    private readonly partitions: AuditPartitions,
    private readonly clock: Clock,
  ) {}

  async execute(): Promise<void> {
    await this.partitions.makeAhead(MONTHS_AHEAD);
    const then = this.clock.now().subtract({ hours: SESSIONS_KEPT_FOR_DAYS * 24 });
    await this.sessions.forgetEndedBefore(then);
    await this.serviceTokens.forgetEndedBefore(then);
    await this.links.forgetExpiredBefore(then);
    await this.reseal.execute();
  }
}
