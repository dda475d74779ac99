import { Body, Controller, Post } from '@nestjs/common';
import { type Caller, CurrentCaller, IfMatch, Operation, PathId, Permission, Tag, Writes } from '#http';
import { EndEmployment } from '../../application/end-employment.js';
import { FacilityScope } from './facility-scope.js';
import { answerOf } from './staff.controller.js';
import { EndEmploymentBody, StaffMemberAnswer } from './staff.dto.js';

@Tag('Staff', 'Everybody who works in a facility, medical or not.')
@Controller('staff/:id/end-employment')
export class EmploymentController {
  constructor(
    private readonly scope: FacilityScope,
    private readonly end: EndEmployment,
  ) {}

  @Post()
  @Permission('staff:manage')
  @Writes('staff.end-employment')
  @Operation({
    summary: 'End an employment',
    description:
      'Refused while shifts, appointments or the lead of a department hang on the person after their last day, unless somebody ' +
      'takes over: shifts and the lead at once, as the rules allow, appointments shortly after.',
    answer: StaffMemberAnswer,
    status: 200,
    errors: {
      409: ['staff-has-commitments', 'shift-overlap', 'invalid-transition'],
      422: ['invalid-employment', 'invalid-successor', 'shift-rules-broken'],
    },
  })
  async endEmployment(
    @CurrentCaller() caller: Caller,
    @PathId('staff member') staffId: string,
    @IfMatch() expectedVersion: number | undefined,
    @Body() { lastDay, successorId }: EndEmploymentBody,
  ): Promise<StaffMemberAnswer> {
    await this.scope.expectStaff(staffId, 'staff:manage', caller);
    return answerOf(await this.end.execute({ staffId, expectedVersion, lastDay: Temporal.PlainDate.from(lastDay), successorId }));
  }
}
