import type { Answer, Api } from '../../harness/api.js';
import type { Dispensary } from './dispensary.js';

type Body = Answer['body'];

/** What most rules of the tests say: low at 20, full at 100, recovered at 22. */
export const TERMS = { reorderPoint: 20, targetLevel: 100, expiryNoticeDays: 30, renotifyHours: 24 };

/** One medication of a dispensary that a rule watches. */
export class WatchedStock {
  private constructor(
    readonly dispensary: Dispensary,
    readonly medicationId: string,
    readonly lotId: string,
    readonly rule: Body,
  ) {}

  /** So much of one lot, with a rule. */
  static async of(dispensary: Dispensary, quantity: number, terms: object = {}, lot: { expiresOn?: string } = {}): Promise<WatchedStock> {
    const { medicationId, lotId } = await dispensary.stocked(quantity, lot);
    const set = await dispensary.pharmacist.put('/stock-rules', { ...TERMS, locationId: dispensary.locationId, medicationId, ...terms });
    if (set.status !== 200) throw new Error(JSON.stringify(set.body));
    return new WatchedStock(dispensary, medicationId, lotId, set.body);
  }

  /** Finds or loses so many units of the lot. */
  async move(quantity: number, lotId = this.lotId): Promise<void> {
    const body = { locationId: this.dispensary.locationId, reason: 'Found or lost', lines: [{ lotId, quantity }] };
    const { status } = await this.dispensary.pharmacist.post('/stock-adjustments', body);
    if (status !== 201) throw new Error(`not adjusted: ${status}`);
  }

  /** A lot more. @returns its id */
  async receive(quantity: number, lotNumber: string, expiresOn = '2099-12-31'): Promise<string> {
    const { body } = await this.dispensary.receive([{ medicationId: this.medicationId, lotNumber, expiresOn, quantity }]);
    return body['lines'][0].lotId;
  }

  /** Its alerts, the latest first. */
  async alerts(query = '', by: Api = this.dispensary.pharmacist): Promise<Body[]> {
    return (await by.get(`/stock-alerts?medicationId=${this.medicationId}${query}`)).body['items'];
  }

  /** `kind status` of each, in order. */
  async states(): Promise<string[]> {
    return (await this.alerts()).map(({ kind, status }) => `${kind} ${status}`).sort();
  }

  /** How often each kind of event was told of it. */
  async told(): Promise<Record<string, number>> {
    const rows = await this.dispensary.app.database.query<{ type: string; count: number }>(
      `select type, count(*)::int as count from platform.outbox where payload ->> 'medicationId' = $1 and type like 'pharmacy.stock-%' group by type`,
      [this.medicationId],
    );
    return Object.fromEntries(rows.map(({ type, count }) => [type.slice('pharmacy.'.length, -'.v1'.length), count]));
  }
}

/** Keys of the messages of an alert: its id, the number of the notice, the user. */
export async function messagesOf({ app }: Dispensary, alertId: string): Promise<string[]> {
  const text = `select key from notifications.messages where key like 'stock-alert.' || $1 || '.%'`;
  return (await app.database.query<{ key: string }>(text, [alertId])).map(({ key }) => key);
}
