import type { AuditTrail, Clock, UnitOfWork } from '#kernel';
import type { DispensableStock, Dispenses } from '../domain/dispenses.js';

/** Dispenses of one round. */
const BATCH = 200;

/** Gives up dispenses whose reservations have ended, so that their stock is free. */
export class ExpireReservations {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly dispenses: Dispenses,
    private readonly stock: DispensableStock,
    private readonly clock: Clock,
    private readonly audit: AuditTrail,
  ) {}

  /**
   * @param of only those that hold stock of some medications at a location
   * @returns how many
   */
  async execute(of?: { locationId: string; medicationIds: readonly string[] }): Promise<number> {
    const overdue = await this.dispenses.overdue(this.clock.now(), BATCH, of);
    for (const id of overdue) await this.unitOfWork.run(() => this.expire(id));
    return overdue.length;
  }

  private async expire(id: string): Promise<void> {
    const dispense = await this.dispenses.get(id);
    const now = this.clock.now();
    if (!dispense.isOverdue(now)) return;
    dispense.expire(now);
    await this.stock.release([id]);
    const { patientId, facilityId } = dispense;
    this.audit.record({ action: 'dispense.expire', resourceType: 'dispense', resourceId: id, patientId, facilityId });
  }
}
