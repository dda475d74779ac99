import type { Api } from '../../harness/api.js';
import { startTestApp, type TestApp, type TestAppOptions } from '../../harness/app.js';
import { Dispensary } from './dispensary.js';
import { stockFaults } from './stock-faults.js';
import { type Batch, CLIENTS, LOTS } from './stock-programme.js';
import { line, Ward } from './ward.js';

/** More than any program gives out of a line. */
const PLENTY = 50_000;

/** What random programs need: people, lots, and a prescription for each. */
export class ProgrammeRig {
  private rounds = 0;

  private constructor(
    private readonly ward: Ward,
    private readonly dispensary: Dispensary,
    readonly people: readonly Api[],
  ) {}

  static async open(options: TestAppOptions = {}): Promise<ProgrammeRig> {
    const ward = await Ward.open(await startTestApp(options));
    const { app, facilityId } = ward.practice;
    const people = await Promise.all(Array.from({ length: CLIENTS }, () => app.as('pharmacist')));
    return new ProgrammeRig(ward, await Dispensary.within(app, facilityId), people);
  }

  get app(): TestApp {
    return this.ward.practice.app;
  }

  close(): Promise<void> {
    return this.app.close();
  }

  /** A fifth is of controlled drugs, a fifth past its date already; each prescribed to a patient of its own. */
  batches(): Promise<Batch[]> {
    return Promise.all(Array.from({ length: LOTS }, (_, at) => this.batch(at)));
  }

  /** The dispensary, and a ward that is new each time. */
  async locations(): Promise<string[]> {
    this.rounds += 1;
    return [this.dispensary.locationId, await this.dispensary.location(`Ward ${this.rounds}`)];
  }

  faults(): Promise<string[]> {
    return stockFaults(this.app.database);
  }

  private async batch(at: number): Promise<Batch> {
    const expiresOn = at % 5 === 1 ? '2020-01-31' : '2099-12-31';
    const stocked = await this.dispensary.stocked(20, { controlled: at % 5 === 0, expiresOn });
    const patientId = await this.ward.practice.patient();
    const { id, lines } = await this.ward.prescribe(patientId, [line(stocked.medicationId, { quantity: PLENTY })]);
    return { ...stocked, expiresOn, prescriptionId: id, prescriptionLineId: lines[0].id };
  }
}
