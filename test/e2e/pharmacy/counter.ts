import type { Answer, Api } from '../../harness/api.js';
import { startTestApp, type TestAppOptions } from '../../harness/app.js';
import type { Practice } from '../scheduling/practice.js';
import { Dispensary } from './dispensary.js';
import type { INGREDIENTS } from './medicines.js';
import { line, Ward } from './ward.js';

/** A line of a prescription that can be dispensed at the counter. */
export interface Prescribed {
  prescriptionId: string;
  prescriptionLineId: string;
  medicationId: string;
  patientId: string;
}

type Dispensable = Pick<Prescribed, 'prescriptionId' | 'prescriptionLineId'>;

/** Lot number, last day, units. */
type Batch = readonly [lotNumber: string, expiresOn: string, quantity: number];

/** Where a ward's prescriptions are dispensed from a dispensary of the same facility. */
export class Counter {
  private constructor(
    readonly ward: Ward,
    readonly dispensary: Dispensary,
  ) {}

  static async open(options: TestAppOptions = {}): Promise<Counter> {
    const ward = await Ward.open(await startTestApp(options));
    await ward.learn();
    return new Counter(ward, await Dispensary.within(ward.practice.app, ward.practice.facilityId));
  }

  get pharmacist(): Api {
    return this.dispensary.pharmacist;
  }

  get practice(): Practice {
    return this.ward.practice;
  }

  close(): Promise<void> {
    return this.ward.practice.close();
  }

  /** Somebody of the facility. */
  colleague(role: string): Promise<Api> {
    return this.practice.app.as(role, { facilityId: this.practice.facilityId });
  }

  medication(ingredient: keyof typeof INGREDIENTS = 'paracetamol', changes: object = {}): Promise<string> {
    return this.ward.medication(ingredient, changes);
  }

  /** So many units prescribed to somebody, unless the patient is given. */
  async prescribed(medicationId: string, quantity = 21, patient?: string): Promise<Prescribed> {
    const patientId = patient ?? (await this.practice.patient());
    const { id, lines } = await this.ward.prescribe(patientId, [line(medicationId, { quantity })]);
    return { prescriptionId: id, prescriptionLineId: lines[0].id, medicationId, patientId };
  }

  /** Puts lots of a medication on the shelf. */
  async shelve(medicationId: string, ...lots: readonly Batch[]): Promise<string[]> {
    const lines = lots.map(([lotNumber, expiresOn, quantity]) => ({ medicationId, lotNumber, expiresOn, quantity }));
    const { status, body } = await this.dispensary.receive(lines);
    if (status !== 201) throw new Error(JSON.stringify(body));
    return (body['lines'] as { lotId: string }[]).map(({ lotId }) => lotId);
  }

  dispense(of: Dispensable, quantity: number, more: object = {}, by = this.pharmacist): Promise<Answer> {
    const { prescriptionId, prescriptionLineId } = of;
    const lines = [{ prescriptionLineId, quantity }];
    return by.post('/dispenses', { prescriptionId, locationId: this.dispensary.locationId, lines, ...more });
  }

  /** What the answer says was taken, as lot number and units. */
  static drawn({ body }: Answer): unknown[][] {
    const lines = body['lines'] as { draws: { lotNumber: string; quantity: number }[] }[];
    return lines.map(({ draws }) => draws.flatMap(({ lotNumber, quantity }) => [lotNumber, quantity]));
  }

  /** Balances whose reserved part is not what is promised. */
  misreserved(): Promise<object[]> {
    return this.practice.app.database.query(`
      select b.location_id, b.lot_id, b.reserved, coalesce(sum(r.quantity), 0)::integer as promised
      from pharmacy.stock_balances b
      left join pharmacy.stock_reservations r on r.location_id = b.location_id and r.lot_id = b.lot_id
      group by b.location_id, b.lot_id having b.reserved <> coalesce(sum(r.quantity), 0)`);
  }
}
