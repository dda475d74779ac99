import { Body, Controller, Get, Put, Query } from '@nestjs/common';
import {
  type Caller,
  CurrentCaller,
  cursorKey,
  DEFAULT_LIMIT,
  Operation,
  type Page,
  pageOf,
  PathId,
  Permission,
  Reads,
  staffScopeOf,
  Tag,
  Writes,
} from '#http';
import { NotFound } from '#kernel';
import { SetReminderPlan } from '../../application/set-reminder-plan.js';
import { AppointmentsQuery } from '../persistence/appointments.query.js';
import { CatalogueQuery } from '../persistence/catalogue.query.js';
import { RemindersQuery } from '../persistence/reminders.query.js';
import { ReminderAnswer, ReminderPlanAnswer, ReminderPlanBody, ReminderPlansFilter, RemindersPageQuery } from './reminders.dto.js';
import { expectAt } from './visibility.js';

const READ = 'reminder:read';

@Tag('Reminders', 'What patients are told before their appointments, when, and what became of it.')
@Controller()
export class RemindersController {
  constructor(
    private readonly setPlan: SetReminderPlan,
    private readonly reminders: RemindersQuery,
    private readonly appointments: AppointmentsQuery,
    private readonly catalogue: CatalogueQuery,
  ) {}

  @Get('appointments/:id/reminders')
  @Permission(READ)
  @Reads('reminder.list')
  @Operation({ summary: 'List the reminders of an appointment', items: ReminderAnswer })
  async listRemindersOfAppointment(
    @CurrentCaller() caller: Caller,
    @PathId('appointment') id: string,
  ): Promise<{ items: ReminderAnswer[] }> {
    if (!(await this.appointments.byId(id, staffScopeOf(caller, READ)))) throw new NotFound('appointment');
    return { items: await this.reminders.ofAppointment(id) };
  }

  @Get('reminders')
  @Permission(READ)
  @Reads('reminder.list')
  @Operation({ summary: 'List reminders in the order in which they are due', page: ReminderAnswer })
  async listReminders(@CurrentCaller() caller: Caller, @Query() query: RemindersPageQuery): Promise<Page<ReminderAnswer>> {
    const { status, limit = DEFAULT_LIMIT, cursor } = query;
    const within = staffScopeOf(caller, READ).facilities;
    const rows = await this.reminders.page({ status, within }, limit, cursorKey(cursor, ['instant', 'uuid']));
    return pageOf(
      rows,
      limit,
      (row) => [row.dueAt, row.id],
      (row) => row,
    );
  }

  @Put('reminder-plans')
  @Permission('reminder-plan:manage')
  @Writes('reminder-plan.set')
  @Operation({
    summary: 'Say when patients are reminded',
    answer: ReminderPlanAnswer,
    errors: { 404: ['not-found'], 422: ['duplicate-offset'] },
  })
  async setReminderPlan(@CurrentCaller() caller: Caller, @Body() body: ReminderPlanBody): Promise<ReminderPlanAnswer> {
    expectAt(body.facilityId, 'reminder-plan:manage', caller);
    const { id, facilityId, appointmentTypeId, offsets, version } = await this.setPlan.execute(body);
    return { id, facilityId, appointmentTypeId, offsets, version };
  }

  @Get('reminder-plans')
  @Permission(READ)
  @Operation({
    summary: 'List the reminder plans that were set',
    description: 'A facility without one reminds by e-mail 24 hours and 2 hours before.',
    items: ReminderPlanAnswer,
  })
  async listReminderPlans(
    @CurrentCaller() caller: Caller,
    @Query() { facilityId }: ReminderPlansFilter,
  ): Promise<{ items: ReminderPlanAnswer[] }> {
    const rows = await this.catalogue.plans({ facilityId, within: staffScopeOf(caller, READ).facilities });
    return { items: rows.map((row) => ({ ...row, appointmentTypeId: row.appointmentTypeId ?? undefined })) };
  }
}
