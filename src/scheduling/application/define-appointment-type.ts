import type { Ids, UnitOfWork } from '#kernel';
import { AppointmentType, type AppointmentTypeFields } from '../domain/appointment-type.js';
import type { AppointmentTypes } from '../domain/catalogue.js';
import type { FacilityCalendar } from './ports.js';

export type DefineAppointmentTypeCommand = AppointmentTypeFields;

/** A facility offers a new kind of appointment. */
export class DefineAppointmentType {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly types: AppointmentTypes,
    private readonly facilities: FacilityCalendar,
    private readonly ids: Ids,
  ) {}

  /** @throws NotFound where there is no such facility; RuleBroken `invalid-duration` */
  execute(command: DefineAppointmentTypeCommand): Promise<AppointmentType> {
    return this.unitOfWork.run(async () => {
      await this.facilities.rulesOf(command.facilityId);
      const type = new AppointmentType(this.ids.next(), command);
      this.types.add(type);
      return type;
    });
  }
}
