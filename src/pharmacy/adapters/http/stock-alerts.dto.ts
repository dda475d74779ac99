import { Choice, ChoiceList, InstantText, Text, Uuid, Whole } from '#http';
import { STOCK_ALERT_STATUSES } from '../../domain/stock-alert-machine.js';
import { STOCK_ALERT_KINDS } from '../../domain/stock-findings.js';
import { StockPageQuery } from './stock.dto.js';

export const STOCK_ALERT_ACTIONS = ['acknowledge', 'snooze'] as const;

export class StockAlertsPageQuery extends StockPageQuery {
  @Choice(STOCK_ALERT_STATUSES, { optional: true })
  status?: string;

  @Choice(STOCK_ALERT_KINDS, { optional: true })
  kind?: string;
}

export class SnoozeBody {
  @InstantText({ description: 'Until when nobody is reminded; within the next 90 days.', example: '2030-01-07T08:00:00Z' })
  until!: string;
}

export class StockAlertAnswer {
  @Uuid()
  id!: string;

  @Uuid()
  ruleId!: string;

  @Uuid()
  facilityId!: string;

  @Uuid()
  locationId!: string;

  @Uuid()
  medicationId!: string;

  @Uuid({ optional: true, description: 'Where it is about one lot.' })
  lotId?: string;

  @Text({ optional: true, max: 100 })
  lotNumber?: string;

  @Choice(STOCK_ALERT_KINDS)
  kind!: string;

  @Choice(STOCK_ALERT_STATUSES)
  status!: string;

  @Whole({ description: 'When it was raised: usable units, or units of the lot on the shelf. What is there now, stock says.' })
  quantity!: number;

  @InstantText()
  raisedAt!: string;

  @Whole({ description: 'How often people were told.' })
  notices!: number;

  @InstantText({ optional: true, description: 'The last time.' })
  notifiedAt?: string;

  @Text({ optional: true, description: 'The user who took it up.' })
  acknowledgedBy?: string;

  @InstantText({ optional: true })
  acknowledgedAt?: string;

  @Text({ optional: true, description: 'The user who put it aside.' })
  snoozedBy?: string;

  @InstantText({ optional: true, description: 'While it is put aside.' })
  snoozedUntil?: string;

  @InstantText({ optional: true })
  resolvedAt?: string;

  @ChoiceList(STOCK_ALERT_ACTIONS, { description: 'What the caller may do now.' })
  allowedActions!: string[];

  @Whole({ min: 1 })
  version!: number;
}
