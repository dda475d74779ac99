import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { ExpireLots } from '../../../src/pharmacy/application/expire-lots.js';
import type { Answer, Api } from '../../harness/api.js';
import { Dispensary } from './dispensary.js';

const LOTS = 20;
const CLIENTS = 16;
const STEPS = 12;
const PROGRAMS = 3;

/** What a race may answer; everything else is a fault. */
const REFUSALS = /^(insufficient-stock|invalid-transition|stale-version|witness-is-actor|approver-is-counter|already-reversed)$/;

const ON_STOCK = ['receive', 'issue', 'find', 'reverse', 'send', 'arrive', 'call-off', 'count'] as const;
const KINDS = [...ON_STOCK, 'quarantine', 'release', 'expire', 'destroy'] as const;

/** One act of one client: on which lot, how much, and which of its kind where there are several. */
interface Step {
  kind: (typeof KINDS)[number];
  lot: number;
  quantity: number;
}

const step = fc.record({ kind: fc.constantFrom(...KINDS), lot: fc.nat(LOTS - 1), quantity: fc.integer({ min: 1, max: 9 }) });
const program = fc.array(fc.array(step, { minLength: STEPS, maxLength: STEPS }), { minLength: CLIENTS, maxLength: CLIENTS });

/** What the ledger has after all programs, so that none of the acts was merely refused. */
const EVERY_KIND = ['adjustment', 'count', 'destruction', 'receipt', 'reversal', 'transfer-in', 'transfer-out'];

interface Batch {
  medicationId: string;
  lotId: string;
  expiresOn: string;
}

/** Sixteen people who do as the program says, all at once, over the same twenty lots at two locations. */
class Programme {
  readonly surprises: string[] = [];
  private readonly adjustments: string[] = [];
  private readonly transfers: string[] = [];

  constructor(
    private readonly dispensary: Dispensary,
    private readonly people: readonly Api[],
    private readonly batches: readonly Batch[],
    private readonly locations: readonly string[],
  ) {}

  async run(steps: readonly (readonly Step[])[]): Promise<void> {
    await Promise.all(
      steps.map(async (own, client) => {
        for (const each of own) this.note(await this.do(each, client), each.kind);
      }),
    );
  }

  private async do({ kind, lot, quantity }: Step, client: number): Promise<Answer | undefined> {
    const api = this.people[client]!;
    const batch = this.batches[lot]!;
    const here = this.locations[quantity % 2]!;
    const there = this.locations[(quantity + 1) % 2]!;
    const lines = [{ lotId: batch.lotId, quantity }];
    switch (kind) {
      case 'receive':
        return api.post('/stock-receipts', {
          locationId: here,
          lines: [{ medicationId: batch.medicationId, lotNumber: 'A1', expiresOn: batch.expiresOn, quantity }],
        });
      case 'issue':
        return this.adjust(api, here, batch, -quantity);
      case 'find':
        return this.adjust(api, here, batch, quantity);
      case 'send':
        return this.send(api, { fromLocationId: here, toLocationId: there, reason: 'x', lines });
      case 'count':
        return this.count(api, client, here, batch);
      case 'expire':
        await this.dispensary.app.app.get(ExpireLots).execute();
        return undefined;
      case 'quarantine':
      case 'release':
      case 'destroy':
        return this.onLot(kind, batch.lotId, client);
      default:
        return this.onEarlier(kind, quantity, api, client);
    }
  }

  /** Whatever needs a second person gets the next one, who may be too late. */
  private async witnessed(path: string, answer: Answer, client: number): Promise<Answer> {
    const waits = answer.body['status'] === 'awaiting-witness' || answer.body['pending'] !== undefined;
    return answer.status < 300 && waits ? this.people[(client + 1) % CLIENTS]!.post(`${path}/witness`) : answer;
  }

  private async onLot(action: string, lotId: string, client: number): Promise<Answer> {
    const answer = await this.people[client]!.post(`/lots/${lotId}/${action}`, { reason: 'x' });
    return this.witnessed(`/lots/${lotId}`, answer, client);
  }

  private async adjust(api: Api, locationId: string, { lotId }: Batch, quantity: number): Promise<Answer> {
    const answer = await api.post('/stock-adjustments', { locationId, reason: 'x', lines: [{ lotId, quantity }] });
    this.kept(this.adjustments, answer);
    return this.witnessed(`/stock-adjustments/${answer.body['id']}`, answer, this.people.indexOf(api));
  }

  private async count(api: Api, client: number, locationId: string, { medicationId }: Batch): Promise<Answer> {
    const { body } = await api.post('/stock-counts', { locationId, medicationIds: [medicationId], reason: 'x' });
    const lines = body['lines'].map(({ lotId }: Batch) => ({ lotId, counted: 5 }));
    await api.post(`/stock-counts/${body['id']}/enter`, { lines });
    return this.people[(client + 1) % CLIENTS]!.post(`/stock-counts/${body['id']}/approve`);
  }

  private async onEarlier(kind: string, at: number, api: Api, client: number): Promise<Answer | undefined> {
    const of = kind === 'reverse' ? this.adjustments : this.transfers;
    const id = of.at(-at);
    if (id === undefined) return undefined;
    if (kind === 'reverse') {
      const answer = await api.post(`/stock-adjustments/${id}/reverse`, { reason: 'x' });
      return this.witnessed(`/stock-adjustments/${answer.body['id']}`, answer, client);
    }
    await this.people[(client + 1) % CLIENTS]!.post(`/stock-transfers/${id}/witness`);
    return kind === 'arrive' ? api.post(`/stock-transfers/${id}/receive`) : api.post(`/stock-transfers/${id}/cancel`, { reason: 'x' });
  }

  private async send(api: Api, body: object): Promise<Answer> {
    return this.kept(this.transfers, await api.post('/stock-transfers', body));
  }

  private kept(ids: string[], answer: Answer): Answer {
    if (answer.status === 201) ids.push(answer.body['id']);
    return answer;
  }

  private note(answer: Answer | undefined, kind: string): void {
    if (answer && answer.status >= 300 && !REFUSALS.test(answer.body['code'])) {
      this.surprises.push(`${kind}: ${answer.status} ${answer.body['code']}`);
    }
  }
}

describe('random programs over the same stock', () => {
  let dispensary: Dispensary;
  let people: Api[];

  beforeAll(async () => {
    dispensary = await Dispensary.open();
    people = await Promise.all(Array.from({ length: CLIENTS }, () => dispensary.app.as('pharmacist')));
  });

  afterAll(() => dispensary.close());

  /** A fifth is of controlled drugs, a fifth past its date already. */
  async function batch(at: number): Promise<Batch> {
    const expiresOn = at % 5 === 1 ? '2020-01-31' : '2099-12-31';
    return { ...(await dispensary.stocked(20, { controlled: at % 5 === 0, expiresOn })), expiresOn };
  }

  /** Entries of the register that do not follow from the one before. */
  function brokenRegisters(): Promise<object[]> {
    return dispensary.app.database.query(`
      select * from (
        select location_id, medication_id, entry, balance, quantity,
          sum(quantity) over (partition by location_id, medication_id order by entry) as reckoned
        from pharmacy.stock_movements) v
      where v.balance <> v.reckoned or v.balance < 0`);
  }

  it(
    'leave balances that are the sums of the ledger, and registers without a gap',
    async () => {
      await fc.assert(
        fc.asyncProperty(program, async (steps) => {
          const batches = await Promise.all(Array.from({ length: LOTS }, (_, at) => batch(at)));
          const locations = [dispensary.locationId, await dispensary.location(`Ward of ${batches[0]!.lotId}`)];
          const programme = new Programme(dispensary, people, batches, locations);
          await programme.run(steps);
          expect(programme.surprises).toEqual([]);
          expect(await dispensary.disagreements()).toEqual([]);
          expect(await brokenRegisters()).toEqual([]);
        }),
        { numRuns: PROGRAMS, seed: 20261122, endOnFailure: true },
      );
      const text = 'select distinct kind from pharmacy.stock_movements order by kind';
      const kinds = await dispensary.app.database.query<{ kind: string }>(text);
      expect(kinds.map(({ kind }) => kind)).toEqual(EVERY_KIND);
    },
    180_000,
  );
});
