import { defineEntity, p } from '@mikro-orm/core';
import { NotFound } from '#kernel';
import { type Entities, explainConstraint, InstantType, PLANNED_AFRESH, type Sql } from '#persistence';
import { Reminder, type ReminderPurpose } from '../../domain/reminder.js';
import type { ReminderStatus } from '../../domain/reminder-machine.js';
import { type ReminderChannel, type ReminderOffset, ReminderPlan } from '../../domain/reminder-plan.js';
import { ReminderPlans, Reminders } from '../../domain/reminders.js';

export const ReminderMapping = defineEntity({
  class: Reminder,
  tableName: 'reminders',
  schema: 'scheduling',
  properties: {
    id: p.uuid().primary(),
    facilityId: p.uuid(),
    appointmentId: p.uuid(),
    appointmentVersion: p.integer(),
    patientId: p.uuid(),
    offsetMinutes: p.integer(),
    channel: p.text().$type<ReminderChannel>(),
    fallbacks: p.array<ReminderChannel>(),
    purpose: p.text().$type<ReminderPurpose>(),
    dueAt: p.type(InstantType),
    status: p.text().$type<ReminderStatus>(),
    attempts: p.integer(),
    failures: p.integer(),
    claimedUntil: p.type(InstantType).nullable(),
    sentAt: p.type(InstantType).nullable(),
    note: p.text().nullable(),
    version: p.integer().version(),
  },
});

export const ReminderPlanMapping = defineEntity({
  class: ReminderPlan,
  tableName: 'reminder_plans',
  schema: 'scheduling',
  properties: {
    id: p.uuid().primary(),
    facilityId: p.uuid(),
    appointmentTypeId: p.uuid().nullable(),
    offsets: p.json<ReminderOffset[]>(),
    version: p.integer().version(),
  },
});

explainConstraint('reminder_plans_type', () => new NotFound('appointment type'));

/** What is due and nobody's at the moment. An attempt whose lease has run out was interrupted. */
const CLAIM_DUE = `${PLANNED_AFRESH}
  with due as (
    select id from scheduling.reminders
    where status in ('planned', 'sending', 'failed') and due_at <= $1 and (claimed_until is null or claimed_until <= $1)
    order by due_at limit $3 for update skip locked
  )
  update scheduling.reminders r
  set claimed_until = $2, version = r.version + 1,
      status = case r.status when 'sending' then 'failed' else r.status end,
      note = case r.status when 'sending' then 'interrupted' else r.note end
  from due where r.id = due.id
  returning r.id, r.due_at`;

/** Always in one order, so that two who want the same ones wait for each other in turn and not crosswise. */
const lockAll = (ids: string): string =>
  `${PLANNED_AFRESH} select id from scheduling.reminders where id = any(${ids}) order by id for update`;
/** One look into the index for each appointment, however many of how few PostgreSQL takes them for. */
const OF_APPOINTMENTS = `array(
  select r.id from unnest($1::uuid[]) a (id) cross join lateral (select id from scheduling.reminders where appointment_id = a.id offset 0) r)`;
const LOCK = lockAll('$1::uuid[]');
const LOCK_OF = lockAll(OF_APPOINTMENTS);

export class MikroOrmReminders extends Reminders {
  constructor(
    private readonly entities: Entities,
    private readonly sql: Sql,
  ) {
    super();
  }

  /** Two who plan for the same event at the same time meet on the ledger's key: the second finds all done. */
  override add(reminder: Reminder): void {
    this.entities.add(reminder, 'reminder-planned');
  }

  override addIfAbsent(reminder: Reminder): void {
    const { id, facilityId, appointmentId, appointmentVersion, patientId, offsetMinutes, channel, fallbacks, purpose } = reminder;
    this.entities.insert({
      table: 'scheduling.reminders',
      row: {
        ...{ id, facility_id: facilityId, appointment_id: appointmentId, appointment_version: appointmentVersion },
        ...{ patient_id: patientId, offset_minutes: offsetMinutes, channel, fallbacks, purpose },
        ...{ due_at: reminder.dueAt.toString(), status: reminder.status },
      },
      ifAbsent: true,
    });
  }

  override async lock(ids: readonly string[]): Promise<Reminder[]> {
    return this.load(await this.sql.lock<{ id: string }>(LOCK, [ids]));
  }

  override async lockOf(appointmentIds: readonly string[]): Promise<Reminder[]> {
    return this.load(await this.sql.lock<{ id: string }>(LOCK_OF, [appointmentIds]));
  }

  override async get(id: string): Promise<Reminder> {
    const reminder = await this.entities.find(Reminder, { id });
    if (!reminder) throw new NotFound('reminder');
    return reminder;
  }

  override ofAppointment(appointmentId: string): Promise<Reminder[]> {
    return this.entities.findAll(Reminder, { appointmentId });
  }

  override async claimDue(now: Temporal.Instant, leaseUntil: Temporal.Instant, limit: number): Promise<string[]> {
    const rows = await this.sql.lock<{ id: string; due_at: string }>(CLAIM_DUE, [now.toString(), leaseUntil.toString(), limit]);
    return rows.sort((a, b) => (a.due_at < b.due_at ? -1 : 1)).map(({ id }) => id);
  }

  private async load(rows: readonly { id: string }[]): Promise<Reminder[]> {
    if (rows.length === 0) return [];
    return this.entities.findAll(Reminder, { id: { $in: rows.map(({ id }) => id) } });
  }
}

export class MikroOrmReminderPlans extends ReminderPlans {
  constructor(private readonly entities: Entities) {
    super();
  }

  override add(plan: ReminderPlan): void {
    this.entities.add(plan, 'reminder-plan');
  }

  override save(): Promise<void> {
    return this.entities.save();
  }

  override find(facilityId: string, appointmentTypeId: string | undefined): Promise<ReminderPlan | undefined> {
    return this.entities.find(ReminderPlan, { facilityId, appointmentTypeId: appointmentTypeId ?? null });
  }

  override async applying(facilityId: string, appointmentTypeId: string): Promise<ReminderPlan | undefined> {
    const plans = await this.entities.findAll(ReminderPlan, {
      facilityId,
      $or: [{ appointmentTypeId }, { appointmentTypeId: null }],
    });
    return plans.find((plan) => plan.appointmentTypeId === appointmentTypeId) ?? plans[0];
  }
}
