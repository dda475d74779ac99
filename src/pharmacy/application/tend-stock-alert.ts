import type { Clock, UnitOfWork } from '#kernel';
import type { StockAlert } from '../domain/stock-alert.js';
import type { StockAlerts } from '../domain/stock-watch.js';

export interface TendStockAlertCommand {
  alertId: string;
  expectedVersion?: number;
  /** User id. */
  by: string;
}

/** Takes an alert up, or puts it aside for a while. */
export class TendStockAlert {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly alerts: StockAlerts,
    private readonly clock: Clock,
  ) {}

  /** @throws NotFound, StaleVersion, InvalidTransition */
  acknowledge(command: TendStockAlertCommand): Promise<void> {
    return this.change(command, (alert) => alert.acknowledge(command.by, this.clock.now()));
  }

  /** @throws NotFound, StaleVersion, InvalidTransition; RuleBroken `invalid-snooze` */
  snooze(command: TendStockAlertCommand, until: Temporal.Instant): Promise<void> {
    return this.change(command, (alert) => alert.snooze(until, command.by, this.clock.now()));
  }

  private change({ alertId, expectedVersion }: TendStockAlertCommand, work: (alert: StockAlert) => void): Promise<void> {
    return this.unitOfWork.run(async () => {
      const alert = await this.alerts.get(alertId);
      alert.expectVersion(expectedVersion);
      work(alert);
      await this.alerts.save();
    });
  }
}
