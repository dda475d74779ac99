import { Controller, Post } from '@nestjs/common';
import { type Caller, CurrentCaller, mayAt, Operation, PathId, Permission, Tag, Writes } from '#http';
import { ReplayReminder } from '../../application/replay-reminder.js';
import { ReminderAnswer } from './reminders.dto.js';

const REPLAY = 'message:replay';

@Tag('Reminders', 'What patients are told before their appointments, when, and what became of it.')
@Controller('reminders/:id/replay')
export class ReminderReplayController {
  constructor(private readonly replay: ReplayReminder) {}

  @Post()
  @Permission(REPLAY)
  @Writes('reminder.replay')
  @Operation({
    summary: 'Send a reminder once more that was given up',
    answer: ReminderAnswer,
    status: 200,
    errors: { 409: ['invalid-transition'] },
  })
  async replayReminder(@CurrentCaller() caller: Caller, @PathId('reminder') id: string): Promise<ReminderAnswer> {
    const reminder = await this.replay.execute({ reminderId: id, mayAt: (facilityId) => mayAt(caller, REPLAY, facilityId) });
    const { appointmentId, appointmentVersion, patientId, facilityId, offsetMinutes, purpose, channel, status, attempts } = reminder;
    const of = { appointmentId, appointmentVersion, patientId, facilityId };
    return { id, ...of, purpose, before: offsetMinutes, channel, dueAt: reminder.dueAt.toString(), status, attempts };
  }
}
