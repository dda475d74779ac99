import { type Clock, NotFound, type RowScope } from '#kernel';
import { type UsagePeriod, type UsageSpan, usageSpan } from '../domain/usage-period.js';
import type { PatientCharts } from './ports.js';
import type { FacilityZones, Listed, MedicationUsage, Part, PatientUsage, UsageFilter, UsageRow } from './usage-ports.js';

/** Shows what was given out and came back, in days as each facility counts them. */
export class ReadMedicationUsage {
  constructor(
    private readonly usage: MedicationUsage,
    private readonly charts: PatientCharts,
    private readonly zones: FacilityZones,
    private readonly clock: Clock,
  ) {}

  /** @throws NotFound where a scope doesn't reach the patient's chart; RuleBroken `invalid-date-range` */
  async ofPatient(
    patientId: string,
    { medicationId, ...period }: UsagePeriod & { medicationId?: string | undefined },
    scope: RowScope,
    part: Part,
  ): Promise<Listed<PatientUsage>[]> {
    const isThere = (await this.charts.isOpen(patientId, scope)) && (await this.charts.safetyOf(patientId)) !== undefined;
    if (!isThere) throw new NotFound('patient');
    return this.usage.ofPatient(patientId, await this.spans(period, undefined), medicationId, part);
  }

  /**
   * @param within ids of facilities; undefined for all
   * @throws RuleBroken `invalid-date-range`
   */
  async ofDepartments(
    { from, to, facilityId, ...filter }: UsagePeriod & UsageFilter & { facilityId?: string | undefined },
    within: readonly string[] | undefined,
    part: Part,
  ): Promise<Listed<UsageRow>[]> {
    const spans = await this.spans({ from, to }, within);
    const wanted = facilityId === undefined ? spans : new Map([...spans].filter(([id]) => id === facilityId));
    return this.usage.ofDepartments(wanted, filter, part);
  }

  private async spans(period: UsagePeriod, within: readonly string[] | undefined): Promise<ReadonlyMap<string, UsageSpan>> {
    const now = this.clock.now();
    const zones = [...(await this.zones.all())].filter(([id]) => within === undefined || within.includes(id));
    return new Map(zones.map(([id, timeZone]) => [id, usageSpan(period, timeZone, now)]));
  }
}
