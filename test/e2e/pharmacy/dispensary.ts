import { randomUUIDv7 } from 'node:crypto';
import type { Clock } from '#kernel';
import type { Answer, Api } from '../../harness/api.js';
import { startTestApp, type TestApp } from '../../harness/app.js';
import { newFacility } from '../staffing/staffing-records.js';

/** A facility with a place for stock, and whatever else a test asks for. */
export class Dispensary {
  private constructor(
    readonly app: TestApp,
    readonly pharmacist: Api,
    readonly facilityId: string,
    readonly locationId: string,
  ) {}

  static async open(options: { timeZone?: string; app?: TestApp; clock?: Clock; work?: boolean } = {}): Promise<Dispensary> {
    const { timeZone = 'Europe/Berlin', clock, work } = options;
    const app = options.app ?? (await startTestApp({ clock, work }));
    const { id: facilityId } = await newFacility(await app.as('admin'), { timeZone });
    return Dispensary.within(app, facilityId as string);
  }

  /** Of a facility that is there. */
  static async within(app: TestApp, facilityId: string): Promise<Dispensary> {
    const pharmacist = await app.as('pharmacist');
    const location = await pharmacist.post('/stock-locations', { facilityId, name: 'Main dispensary' });
    return new Dispensary(app, pharmacist, facilityId, location.body['id']);
  }

  close(): Promise<void> {
    return this.app.close();
  }

  async location(name: string): Promise<string> {
    return (await this.pharmacist.post('/stock-locations', { facilityId: this.facilityId, name })).body['id'];
  }

  /** A medication of the formulary, as it stands in the database. */
  async medication({ controlled = false } = {}): Promise<string> {
    const id = randomUUIDv7();
    const code = JSON.stringify({ system: 'http://www.nlm.nih.gov/research/umls/rxnorm', code: id.slice(-8), display: 'Medicine' });
    await this.app.database.query(
      `insert into pharmacy.medications
         (id, code, name, name_key, form, strength, ingredients, classes, unit, controlled, status)
       values ($1, $2, 'Medicine', 'medicine', 'tablet', '500 mg', $3, '[]', 'tablet', $4, 'active')`,
      [id, code, `[${code}]`, controlled],
    );
    return id;
  }

  receive(lines: object[], locationId = this.locationId, headers?: Record<string, string>): Promise<Answer> {
    return this.pharmacist.post('/stock-receipts', { locationId, supplier: 'Northern Wholesale', lines }, headers);
  }

  /** A medication with so much of one lot, which is answered. */
  async stocked(quantity: number, { expiresOn = '2099-12-31', controlled = false } = {}): Promise<{ medicationId: string; lotId: string }> {
    const medicationId = await this.medication({ controlled });
    const received = await this.receive([{ medicationId, lotNumber: 'A1', expiresOn, quantity }]);
    return { medicationId, lotId: received.body['lines'][0].lotId };
  }

  /** What the location has of a medication. */
  async stockOf(medicationId: string, locationId = this.locationId): Promise<Answer['body']> {
    const { body } = await this.pharmacist.get(`/stock?locationId=${locationId}&medicationId=${medicationId}`);
    return body['items'][0];
  }

  /** What lies between the ledger, the balances and the cards; nothing where they agree. */
  disagreements(): Promise<object[]> {
    return this.app.database.query(DISAGREEMENTS);
  }
}

const DISAGREEMENTS = `
  select b.location_id, b.lot_id, b.on_hand, coalesce(sum(v.quantity), 0)::integer as ledger
  from pharmacy.stock_balances b
  left join pharmacy.stock_movements v on v.location_id = b.location_id and v.lot_id = b.lot_id
  group by b.location_id, b.lot_id having b.on_hand <> coalesce(sum(v.quantity), 0) or b.on_hand < b.reserved or b.reserved < 0
  union all
  select c.location_id, c.medication_id, c.balance, sum(v.quantity)::integer
  from pharmacy.stock_cards c
  join pharmacy.stock_movements v on v.location_id = c.location_id and v.medication_id = c.medication_id
  group by c.location_id, c.medication_id
  having c.balance <> sum(v.quantity) or c.entries <> count(*) or c.entries <> max(v.entry)`;
