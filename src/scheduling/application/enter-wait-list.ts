import { type Clock, EVERY_ROW, type Ids, NotFound, reachesFacility, type RowScope, RuleBroken, type UnitOfWork } from '#kernel';
import type { FacilityRules } from '../domain/facility-rules.js';
import { isForPatients } from '../domain/self-service.js';
import type { WaitList } from '../domain/wait-list.js';
import { expectPriorityOfPatients, type NewWaitListEntry, WaitListEntry } from '../domain/wait-list-entry.js';
import { expectKeptAppointments } from './no-show-limit.js';
import type { Calendar, DutyRoster, FacilityCalendar, PatientDirectory } from './ports.js';

export interface EnterWaitListCommand extends Omit<NewWaitListEntry, 'id' | 'facilityId'> {
  /** Where, or for whom, the caller may do so; everywhere where it is absent. */
  scope?: RowScope;
}

/** Puts a patient on the wait-list for a kind of appointment. */
export class EnterWaitList {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly waitList: WaitList,
    private readonly calendar: Calendar,
    private readonly dutyRoster: DutyRoster,
    private readonly patients: PatientDirectory,
    private readonly facilities: FacilityCalendar,
    private readonly ids: Ids,
    private readonly clock: Clock,
  ) {}

  /** @throws NotFound, RuleBroken, AlreadyWaiting */
  execute({ scope = EVERY_ROW, ...fields }: EnterWaitListCommand): Promise<WaitListEntry> {
    return this.unitOfWork.run(async () => {
      const now = this.clock.now();
      const { offer } = await this.calendar.offer(fields.appointmentTypeId);
      const rules = await this.facilities.rulesOf(offer.facilityId);
      if (!reachesFacility(scope, offer.facilityId)) {
        expectOwn(fields, rules, scope);
        await expectKeptAppointments(this.calendar, fields.patientId, rules, now);
      }
      if (fields.staffId !== undefined) await this.expectStaff(fields.staffId, offer.facilityId, now);
      await this.expectPatient(fields.patientId);
      const entry = WaitListEntry.enter({ ...fields, id: this.ids.next(), facilityId: offer.facilityId }, rules.timeZone, now);
      this.waitList.add(entry);
      return entry;
    });
  }

  private async expectStaff(staffId: string, facilityId: string, now: Temporal.Instant): Promise<void> {
    const duty = await this.dutyRoster.dutyOf(staffId, now);
    if (duty?.facilityId !== facilityId) throw new NotFound('staff member');
  }

  private async expectPatient(patientId: string): Promise<void> {
    const patient = await this.patients.find(patientId);
    if (!patient) throw new NotFound('patient');
    if (patient.deceased) throw new RuleBroken('patient-deceased', 'The patient has died.');
  }
}

/** @throws NotFound, RuleBroken `priority-of-staff` */
function expectOwn(entry: EnterWaitListCommand, { selfService }: FacilityRules, scope: RowScope): void {
  const { appointmentTypeId, patientId, priority } = entry;
  if (scope.ownPatient === undefined || !isForPatients(selfService, appointmentTypeId)) throw new NotFound('appointment type');
  if (patientId !== scope.ownPatient) throw new NotFound('patient');
  expectPriorityOfPatients(priority);
}
