import { defineEntity, type ObjectQuery, p } from '@mikro-orm/core';
import { EVERY_ROW, NotFound, type RowScope } from '#kernel';
import { type Entities, explainConstraint, InstantType, PlainDateType, type Sql } from '#persistence';
import { Appointment } from '../../domain/appointment.js';
import { SlotTaken } from '../../domain/appointment-errors.js';
import { type AppointmentStatus, openStatuses } from '../../domain/appointment-machine.js';
import { Appointments } from '../../domain/appointments.js';
import type { Booking } from '../../domain/placement.js';

export const AppointmentMapping = defineEntity({
  class: Appointment as never,
  tableName: 'appointments',
  schema: 'scheduling',
  properties: {
    id: p.uuid().primary(),
    facilityId: p.uuid(),
    departmentId: p.uuid().nullable(),
    patientId: p.uuid(),
    staffId: p.uuid(),
    appointmentTypeId: p.uuid(),
    start: p.type(InstantType).fieldName('start_at'),
    end: p.type(InstantType).fieldName('end_at'),
    day: p.type(PlainDateType),
    resourceIds: p.array<string>(),
    seriesId: p.uuid().nullable(),
    status: p.text().$type<AppointmentStatus>(),
    timeVersion: p.integer(),
    reason: p.text().nullable(),
    overrideReason: p.text().nullable(),
    holdUntil: p.type(InstantType).nullable(),
    cancelReason: p.text().nullable(),
    cancelledLate: p.boolean().nullable(),
    voidReason: p.text().nullable(),
    checkedInAt: p.type(InstantType).nullable(),
    startedAt: p.type(InstantType).nullable(),
    completedAt: p.type(InstantType).nullable(),
    noShowFeeMinorUnits: p.bigint('bigint').nullable(),
    noShowFeeCurrency: p.text().nullable(),
    noShowWaivedAt: p.type(InstantType).nullable(),
    noShowWaivedBy: p.uuid().nullable(),
    noShowWaiveReason: p.text().nullable(),
    version: p.integer().version(),
  },
});

/** Who loses it runs again and then sees what the winner took; who loses it every time is told so. */
const RACE = 'appointment-place';

explainConstraint(RACE, () => new SlotTaken('time'));
explainConstraint('appointments_patient', () => new NotFound('patient'));

export class MikroOrmAppointments extends Appointments {
  constructor(
    private readonly entities: Entities,
    private readonly sql: Sql,
  ) {
    super();
  }

  override add(appointment: Appointment, bookings: readonly Booking[]): void {
    this.entities.add(appointment);
    this.take(appointment, bookings);
  }

  override async get(id: string, scope = EVERY_ROW): Promise<Appointment> {
    const appointment = await this.entities.find(Appointment, { id, ...within(scope) });
    if (!appointment) throw new NotFound('appointment');
    return appointment;
  }

  override async openOfSeries(seriesId: string, from: Temporal.Instant): Promise<Appointment[]> {
    const found = await this.entities.findAll(Appointment, { seriesId, status: { $in: [...openStatuses] }, start: { $gte: from } });
    return found.sort((a, b) => Temporal.Instant.compare(a.start, b.start));
  }

  override save(): Promise<void> {
    return this.entities.save();
  }

  override async rebook(appointment: Appointment, bookings: readonly Booking[]): Promise<void> {
    await this.sql.execute('delete from scheduling.bookings where appointment_id = $1', [appointment.id]);
    this.take(appointment, bookings);
  }

  override async release(appointment: Appointment): Promise<void> {
    await this.sql.execute('update scheduling.bookings set blocking = false where appointment_id = $1 and blocking', [appointment.id]);
  }

  override async settle(): Promise<void> {
    await this.entities.save();
    await this.entities.insertAdded();
  }

  override async keep(appointment: Appointment): Promise<void> {
    await this.sql.execute('update scheduling.bookings set held_until = null where appointment_id = $1', [appointment.id]);
  }

  override async overdueHolds(now: Temporal.Instant, limit: number): Promise<string[]> {
    const rows = await this.sql.query<{ id: string }>(
      `select id from scheduling.appointments where status = 'held' and hold_until <= $1 order by hold_until limit $2`,
      [now.toString(), limit],
    );
    return rows.map(({ id }) => id);
  }

  override async openBefore(start: Temporal.Instant, limit: number): Promise<string[]> {
    const rows = await this.sql.query<{ id: string }>(
      `select id from scheduling.appointments where status in ('booked', 'confirmed') and start_at < $1 order by start_at limit $2`,
      [start.toString(), limit],
    );
    return rows.map(({ id }) => id);
  }

  /** Things in a fixed order, so that two who want the same ones wait for each other in turn and not crosswise. */
  private take({ id, facilityId, holdUntil }: Appointment, bookings: readonly Booking[]): void {
    const ordered = [...bookings].sort((a, b) => (a.thingId < b.thingId ? -1 : 1));
    for (const { kind, thingId, lane, period } of ordered) {
      const row = {
        appointment_id: id,
        facility_id: facilityId,
        kind,
        thing_id: thingId,
        lane,
        period: `[${period.start.toString()},${period.end.toString()})`,
        held_until: holdUntil?.toString(),
      };
      this.entities.insert({ table: 'scheduling.bookings', row, race: RACE });
    }
  }
}

function within({ facilities, ownPatient }: RowScope): ObjectQuery<Appointment> {
  if (facilities === undefined) return {};
  const atFacilities = { facilityId: { $in: [...facilities] } };
  return ownPatient === undefined ? atFacilities : { $or: [atFacilities, { patientId: ownPatient }] };
}
