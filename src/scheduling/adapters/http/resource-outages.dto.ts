import { Choice, ChoiceList, InstantText, PageQuery, Text, Uuid, Whole } from '#http';
import { type OutageStatus, outageStatuses } from '../../domain/resource-outage-machine.js';

const ACTIONS = ['end'] as const;
type OutageAction = (typeof ACTIONS)[number];

export class OutageBody {
  @Uuid({ description: 'A room or a piece of equipment.' })
  resourceId!: string;

  @InstantText({ example: '2026-11-23T08:00:00Z' })
  start!: string;

  @InstantText({ optional: true, description: 'Until further notice where it is absent.', example: '2026-11-27T17:00:00Z' })
  end?: string;

  @Text({ max: 500, lines: true, example: 'The X-ray tube is being replaced' })
  reason!: string;
}

export class OutagesPageQuery extends PageQuery {
  @Uuid({ optional: true })
  facilityId?: string;

  @Uuid({ optional: true })
  resourceId?: string;

  @Choice(outageStatuses, { optional: true })
  status?: OutageStatus;
}

export class OutageAnswer extends OutageBody {
  @Uuid()
  id!: string;

  @Uuid()
  facilityId!: string;

  @Choice(outageStatuses)
  status!: OutageStatus;

  @Uuid({ description: 'A user.' })
  declaredBy!: string;

  @InstantText({ optional: true, description: 'When it was ended before its time.' })
  endedAt?: string;

  @Uuid({ optional: true, description: 'A user.' })
  endedBy?: string;

  @ChoiceList(ACTIONS, { description: 'What you may do now.' })
  allowedActions!: OutageAction[];

  @Whole({ min: 1 })
  version!: number;
}
