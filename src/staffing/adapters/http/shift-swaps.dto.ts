import { Choice, ChoiceList, InstantText, PageQuery, Text, Uuid, Whole } from '#http';
import { SWAP_ACTIONS, SWAP_STATUSES } from '../../domain/shift-swap.js';

const REASON = { max: 500, example: 'A wedding in the family' };

export class RequestSwapBody {
  @Uuid({ description: 'A shift of one’s own.' })
  shiftId!: string;

  @Uuid({ description: 'Who is to take it.' })
  colleagueId!: string;

  @Uuid({ optional: true, description: 'The colleague’s shift that one takes in return.' })
  inReturnShiftId?: string;

  @Text({ ...REASON, optional: true })
  reason?: string;
}

export class RejectSwapBody {
  @Text({ ...REASON, example: 'I am away that day' })
  reason!: string;
}

export class SwapListQuery extends PageQuery {
  @Uuid({ optional: true })
  departmentId?: string;

  @Uuid({ optional: true, description: 'Either of the two people.' })
  staffId?: string;

  @Choice(SWAP_STATUSES, { optional: true, example: 'accepted' })
  status?: string;
}

export class SwapAnswer {
  @Uuid()
  id!: string;

  @Uuid()
  facilityId!: string;

  @Uuid()
  departmentId!: string;

  @Uuid()
  shiftId!: string;

  @Uuid()
  requesterId!: string;

  @Uuid()
  colleagueId!: string;

  @Uuid({ optional: true })
  inReturnShiftId?: string;

  @Text({ ...REASON, optional: true })
  reason?: string;

  @Choice(SWAP_STATUSES)
  status!: string;

  @InstantText({ description: 'Decided by then, or never.' })
  expiresAt!: string;

  @Text({ ...REASON, optional: true })
  rejectReason?: string;

  @Whole({ min: 1 })
  version!: number;

  @ChoiceList(SWAP_ACTIONS, { description: 'What the caller may do with it now.' })
  allowedActions!: string[];
}
