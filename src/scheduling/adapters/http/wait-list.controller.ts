import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import {
  type Caller,
  CurrentCaller,
  cursorKey,
  DEFAULT_LIMIT,
  Operation,
  OwnRecord,
  type Page,
  pageOf,
  PathId,
  Permission,
  Reads,
  scopeOf,
  staffScopeOf,
  Tag,
  Writes,
} from '#http';
import { Clock } from '#kernel';
import { EnterWaitList } from '../../application/enter-wait-list.js';
import { LeaveWaitList } from '../../application/leave-wait-list.js';
import { WaitListQuery } from '../persistence/wait-list.query.js';
import { CHANGE_WAIT_LIST, READ_WAIT_LIST, waitListAnswer, WaitListAnswers } from './wait-list-answer.js';
import {
  EnterBody,
  LeaveBody,
  WaitListAnswer,
  WaitListFiguresAnswer,
  WaitListFiguresQuery,
  WaitListPageQuery,
} from './wait-list.dto.js';

@Tag('Wait-list', 'Patients who wait for a time to become free, and the times that are offered to them.')
@Controller('wait-list')
export class WaitListController {
  constructor(
    private readonly enter: EnterWaitList,
    private readonly leave: LeaveWaitList,
    private readonly waitList: WaitListQuery,
    private readonly answers: WaitListAnswers,
    private readonly clock: Clock,
  ) {}

  @Post()
  @Permission(CHANGE_WAIT_LIST)
  @OwnRecord()
  @Writes('wait-list.enter')
  @Operation({
    summary: 'Put a patient on the wait-list',
    description: `When a time becomes free that fits, it is held for the patient whose turn it is, by priority and then by age, and offered
for a limited time. Declined or not answered, it goes to the next. Patients who enter themselves do so as \`routine\`.`,
    answer: WaitListAnswer,
    errors: {
      404: ['not-found'],
      409: ['already-waiting', 'patient-merged'],
      422: ['invalid-date-range', 'patient-deceased', 'priority-of-staff', 'too-many-no-shows'],
    },
  })
  async enterWaitList(@CurrentCaller() caller: Caller, @Body() body: EnterBody): Promise<WaitListAnswer> {
    const dates = { earliest: Temporal.PlainDate.from(body.earliest), latest: Temporal.PlainDate.from(body.latest) };
    const entry = await this.enter.execute({ ...body, ...dates, scope: scopeOf(caller, CHANGE_WAIT_LIST) });
    return this.answers.of(entry, caller);
  }

  @Get()
  @Permission(READ_WAIT_LIST)
  @OwnRecord()
  @Reads('wait-list.list')
  @Operation({ summary: 'List who waits, in the order in which they came', page: WaitListAnswer })
  async listWaitList(@CurrentCaller() caller: Caller, @Query() query: WaitListPageQuery): Promise<Page<WaitListAnswer>> {
    const { limit = DEFAULT_LIMIT, cursor, ...filter } = query;
    const key = cursorKey(cursor, ['instant', 'uuid']);
    const rows = await this.waitList.page({ ...filter, scope: scopeOf(caller, READ_WAIT_LIST) }, limit, key);
    return pageOf(
      rows,
      limit,
      (row) => [row.enteredAt, row.id],
      (row) => waitListAnswer(row, caller),
    );
  }

  @Get('figures')
  @Permission(READ_WAIT_LIST)
  @Operation({
    summary: 'Tell by priority how many wait, what was offered and how long it took',
    items: WaitListFiguresAnswer,
  })
  async readWaitListFigures(
    @CurrentCaller() caller: Caller,
    @Query() query: WaitListFiguresQuery,
  ): Promise<{ items: WaitListFiguresAnswer[] }> {
    const within = staffScopeOf(caller, READ_WAIT_LIST).facilities;
    return { items: await this.waitList.figures({ ...query, within }, this.clock.now()) };
  }

  @Get(':id')
  @Permission(READ_WAIT_LIST)
  @OwnRecord()
  @Reads('wait-list.read')
  @Operation({ summary: 'Read a place on the wait-list, with the offer that is open', answer: WaitListAnswer })
  async readWaitListEntry(@CurrentCaller() caller: Caller, @PathId('wait-list entry') id: string): Promise<WaitListAnswer> {
    return this.answers.read(id, caller, READ_WAIT_LIST);
  }

  @Post(':id/cancel')
  @Permission(CHANGE_WAIT_LIST)
  @OwnRecord()
  @Writes('wait-list.cancel')
  @Operation({ summary: 'Take a patient off the wait-list', answer: WaitListAnswer, status: 200, errors: { 409: ['invalid-transition'] } })
  async cancelWaitListEntry(
    @CurrentCaller() caller: Caller,
    @PathId('wait-list entry') entryId: string,
    @Body() { reason }: LeaveBody,
  ): Promise<WaitListAnswer> {
    const entry = await this.leave.execute({ entryId, reason, scope: scopeOf(caller, CHANGE_WAIT_LIST) });
    return this.answers.of(entry, caller);
  }
}
