import { type Clock, NotFound, type RowScope } from '#kernel';
import { medicineLabel } from '../domain/medicine-label.js';
import { NothingToLabel } from '../domain/nothing-to-label.js';
import type { DispensedPackage, LabelNames, LabelPrinter, PackedDispenses } from './label-ports.js';
import type { PatientCharts } from './ports.js';

export interface PrintLabelsCommand {
  dispenseId: string;
  scope: RowScope;
}

/** Labels for the packages of a dispense, as soon as it is known of which lots they are. */
export class PrintLabels {
  constructor(
    private readonly dispenses: PackedDispenses,
    private readonly charts: PatientCharts,
    private readonly names: LabelNames,
    private readonly printer: LabelPrinter,
    private readonly clock: Clock,
  ) {}

  /** @throws NotFound where a scope doesn't reach the patient's chart, NothingToLabel */
  async execute({ dispenseId, scope }: PrintLabelsCommand): Promise<{ patientId: string; document: Uint8Array }> {
    const { patientId, facilityId, location, completedAt, packages } = await this.dispenses.get(dispenseId);
    if (!(await this.charts.isOpen(patientId, scope))) throw new NotFound('dispense');
    if (packages.length === 0) throw new NothingToLabel();
    const now = this.clock.now();
    const [patient, facility] = await Promise.all([this.names.patient(patientId), this.names.facility(facilityId)]);
    const at = completedAt === undefined ? now : Temporal.Instant.from(completedAt);
    const given = { patient, location, facility: facility.name, dispensedOn: at.toZonedDateTimeISO(facility.timeZone).toPlainDate() };
    const labels = packages.map((each) => medicineLabel({ ...packageOf(each), ...given }));
    return { patientId, document: await this.printer.print(labels, `Labels ${dispenseId}`, now) };
  }
}

function packageOf({ note, quantity, lotNumber, expiresOn, name, strength, form, unit, controlled, ...instruction }: DispensedPackage) {
  return {
    medication: { name, strength, form, unit, controlled },
    instruction,
    quantity,
    lot: { number: lotNumber, expiresOn: Temporal.PlainDate.from(expiresOn) },
    ...(note === null ? {} : { note }),
  };
}
