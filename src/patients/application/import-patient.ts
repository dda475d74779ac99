import type { AuditTrail, Clock, UnitOfWork } from '#kernel';
import type { Identifier, PatientDetails } from '../domain/patient-details.js';
import { foundBy, type Patients } from '../domain/patients.js';
import type { ImportOutcome, PatientImport } from '../domain/taken-over.js';
import type { RegisterPatient } from './register-patient.js';

/**
 * Takes over a patient from another system. Whoever has the source's identifier is that patient; likeness
 * alone merges nobody, so a likely duplicate is registered besides. Of a record that was merged the survivor's details stand,
 * whatever the other system says.
 */
export class ImportPatient {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly patients: Patients,
    private readonly register: RegisterPatient,
    private readonly clock: Clock,
    private readonly audit: AuditTrail,
  ) {}

  /** @throws InvalidDetails, IdentifierTaken */
  async execute({ source, facilityId, ...given }: PatientImport): Promise<ImportOutcome> {
    return this.unitOfWork.run(async () => {
      const known = await this.patients.withIdentifier(source);
      if (known?.mergedInto !== undefined) return { id: known.mergedInto, outcome: 'unchanged' };
      const said = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as typeof given;
      const details = { contacts: [], emergencyContacts: [], ...known?.details, ...said };
      const whole: PatientDetails = { ...details, identifiers: united(known?.identifiers ?? [], [source, ...(given.identifiers ?? [])]) };
      if (!known) {
        const { id } = await this.register.execute({ details: whole, facilityId, acceptDuplicate: true });
        return this.audited(id, 'created');
      }
      const before = foundBy(known);
      const changed = known.change(whole, this.clock.now(), true);
      if (changed.length === 0) return { id: known.id, outcome: 'unchanged' };
      await this.patients.save(known, before);
      return this.audited(known.id, 'updated', changed);
    });
  }

  private audited(id: string, outcome: ImportOutcome['outcome'], changed?: string[]): ImportOutcome {
    this.audit.record({ action: 'patient.import', resourceType: 'patient', resourceId: id, patientId: id, changed });
    return { id, outcome };
  }
}

function united(kept: readonly Identifier[], added: readonly Identifier[]): Identifier[] {
  const byName = new Map([...kept, ...added].map(({ system, value }) => [JSON.stringify([system, value]), { system, value }]));
  return [...byName.values()];
}
