import type { MessageData, NotificationsFacade } from '../../../notifications/index.js';
import {
  type StockFacilities,
  type StockFacility,
  type StockKeeper,
  type StockKeepers,
  type StockNotice,
  StockNotices,
} from '../../application/stock-alert-ports.js';
import type { StockAlertKind } from '../../domain/stock-findings.js';
import type { PlaceNames, StockAlertsQuery } from '../persistence/stock-alerts.query.js';

/** The field of the template that says what a message is about. */
const FIELDS: Record<StockAlertKind, string> = {
  'low-stock': 'lowStock',
  'out-of-stock': 'outOfStock',
  expiring: 'expiring',
  'expired-on-shelf': 'expired',
  recalled: 'recalled',
};

/** Alerts as requested messages: one for each of those who are told, and each time. */
export class NotificationsStockNotices extends StockNotices {
  constructor(
    private readonly notifications: NotificationsFacade,
    private readonly keepers: StockKeepers,
    private readonly facilities: StockFacilities,
    private readonly query: StockAlertsQuery,
  ) {
    super();
  }

  override async request(notices: readonly StockNotice[]): Promise<void> {
    const names = await this.query.namesFor(notices.map(({ rule }) => rule.id));
    const keepers = new Map<string, StockKeeper[]>();
    const facilities = new Map<string, StockFacility>();
    for (const notice of notices) {
      const { facilityId, notifyRoles } = notice.rule;
      const group = `${facilityId} ${notifyRoles.join()}`;
      if (!facilities.has(facilityId)) facilities.set(facilityId, await this.facilities.get(facilityId));
      if (!keepers.has(group)) keepers.set(group, await this.keepers.at(facilityId, notifyRoles));
      for (const keeper of keepers.get(group)!) this.tell(keeper, notice, facilities.get(facilityId)!, names.get(notice.rule.id)!);
    }
  }

  private tell({ userId, addresses }: StockKeeper, notice: StockNotice, facility: StockFacility, names: PlaceNames): void {
    const { alert, rule } = notice;
    this.notifications.request({
      key: `stock-alert.${alert.id}.${alert.notices}.${userId}`,
      kind: 'stock-alert',
      facilityId: rule.facilityId,
      recipients: addresses,
      languages: [facility.language],
      data: { facility: facility.name, ...names, ...factsOf(notice) },
    });
  }
}

function factsOf({ alert, rule, shelf, lot }: StockNotice): MessageData {
  const about = { [FIELDS[alert.kind]]: 'yes', reorderPoint: rule.reorderPoint, quantity: lot?.onHand ?? shelf.usable };
  return lot ? { ...about, lotNumber: lot.lotNumber, expiresOn: lot.expiresOn } : about;
}
