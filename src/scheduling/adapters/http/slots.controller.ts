import { Controller, Get, Query } from '@nestjs/common';
import { type Caller, CurrentCaller, Operation, OwnRecord, Permission, scopeOf, Tag } from '#http';
import { FindSlots } from '../../application/find-slots.js';
import type { Slot } from '../../domain/slots.js';
import { SlotAnswer, SlotsPageQuery } from './slots.dto.js';

const FIND = 'slot:find';

@Tag('Slots', 'What can be booked, computed from availability, bookings and rooms.')
@Controller('slots')
export class SlotsController {
  constructor(private readonly findSlots: FindSlots) {}

  @Get()
  @Permission(FIND)
  @OwnRecord()
  @Operation({
    summary: 'Find free slots, earliest first',
    items: SlotAnswer,
    errors: { 404: ['not-found'], 422: ['invalid-date-range'] },
  })
  async listSlots(@CurrentCaller() caller: Caller, @Query() { from, to, ...query }: SlotsPageQuery): Promise<{ items: SlotAnswer[] }> {
    const slots = await this.findSlots.execute({
      ...query,
      from: Temporal.PlainDate.from(from),
      to: Temporal.PlainDate.from(to),
      scope: scopeOf(caller, FIND),
    });
    return { items: slots.map(answerOf) };
  }
}

function answerOf({ start, end, staffId, resourceIds, remaining }: Slot): SlotAnswer {
  return { start: instantOf(start), end: instantOf(end), staffId, resourceIds, remaining };
}

function instantOf(epochMilliseconds: number): string {
  return Temporal.Instant.fromEpochMilliseconds(epochMilliseconds).toString();
}
