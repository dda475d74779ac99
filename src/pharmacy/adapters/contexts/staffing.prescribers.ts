import type { StaffingFacade } from '../../../staffing/index.js';
import { Prescribers, type PrescriberStanding, SafetyRules } from '../../application/ports.js';

/** Who may prescribe, by the staffing context. */
export class StaffingPrescribers extends Prescribers {
  constructor(private readonly staffing: StaffingFacade) {
    super();
  }

  override standing(staffId: string, at: Temporal.Instant): Promise<PrescriberStanding | undefined> {
    return this.staffing.standing(staffId, at);
  }
}

/** How strict a facility is, by its settings; how old knowledge may be, by the installation's. */
export class StaffingSafetyRules extends SafetyRules {
  constructor(
    private readonly staffing: StaffingFacade,
    override readonly maxAgeDays: number,
  ) {
    super();
  }

  override async baseRequired(facilityId: string): Promise<boolean> {
    return (await this.staffing.facility(facilityId))?.settings.pharmacy.knowledgeBaseRequired ?? false;
  }
}
