import fc from 'fast-check';
import type { Answer, Api } from '../../harness/api.js';
import { DispensingActs, ON_DISPENSES, type ProgrammedLine } from './dispensing-acts.js';

export const LOTS = 20;
export const CLIENTS = 16;
const STEPS = 12;

/** What a race may answer; everything else is a fault. */
const REFUSALS = new Set([
  'insufficient-stock',
  'invalid-transition',
  'stale-version',
  'witness-is-actor',
  'approver-is-counter',
  'already-reversed',
  'exceeds-dispensed',
]);

const ON_STOCK = ['receive', 'issue', 'find', 'send', 'count', 'expire'] as const;
const ON_EARLIER = ['reverse', 'arrive', 'call-off'] as const;
const ON_LOTS = ['quarantine', 'release', 'destroy'] as const;
const KINDS = [...ON_STOCK, ...ON_EARLIER, ...ON_LOTS, ...ON_DISPENSES, ...ON_DISPENSES] as const;
type StockKind = (typeof ON_STOCK)[number];

/** One act of one client: on which lot, how much, and which of its kind where there are several. */
export interface Step {
  kind: (typeof KINDS)[number];
  lot: number;
  quantity: number;
}

const step = fc.record({ kind: fc.constantFrom(...KINDS), lot: fc.nat(LOTS - 1), quantity: fc.integer({ min: 1, max: 9 }) });
export const program = fc.array(fc.array(step, { minLength: STEPS, maxLength: STEPS }), { minLength: CLIENTS, maxLength: CLIENTS });

export interface Batch extends ProgrammedLine {
  medicationId: string;
  lotId: string;
  expiresOn: string;
}

/** Sixteen people who do as the program says, all at once, over the same twenty lots at two locations. */
export class Programme {
  readonly surprises: string[] = [];
  /** Why people stopped before the end of their program. */
  readonly broken: Error[] = [];
  readonly dispensing: DispensingActs;
  private readonly adjustments: string[] = [];
  private readonly transfers: string[] = [];

  /** @param expireLots has the product do what it does after midnight */
  constructor(
    private readonly people: readonly Api[],
    private readonly batches: readonly Batch[],
    private readonly locations: readonly string[],
    private readonly expireLots: () => Promise<void>,
  ) {
    this.dispensing = new DispensingActs((api) => people[(people.indexOf(api) + 1) % people.length]!);
  }

  async run(steps: readonly (readonly Step[])[]): Promise<void> {
    await Promise.all(
      steps.map(async (own, client) => {
        try {
          for (const each of own) this.note(await this.do(each, client), each.kind);
        } catch (error) {
          this.broken.push(error as Error);
        }
      }),
    );
  }

  private do({ kind, lot, quantity }: Step, client: number): Promise<Answer | undefined> {
    const api = this.people[client]!;
    const batch = this.batches[lot]!;
    const here = this.locations[quantity % 2]!;
    if (isOneOf(ON_DISPENSES, kind)) return this.dispensing.do(kind, batch, here, quantity, api);
    if (isOneOf(ON_LOTS, kind)) return this.onLot(kind, batch.lotId, client);
    if (isOneOf(ON_EARLIER, kind)) return this.onEarlier(kind, quantity, api, client);
    return this.onStock(kind, batch, quantity, client);
  }

  private async onStock(kind: StockKind, batch: Batch, quantity: number, client: number): Promise<Answer | undefined> {
    const api = this.people[client]!;
    const [here, there] = [this.locations[quantity % 2]!, this.locations[(quantity + 1) % 2]!];
    const { medicationId, expiresOn, lotId } = batch;
    switch (kind) {
      case 'receive':
        return api.post('/stock-receipts', { locationId: here, lines: [{ medicationId, lotNumber: 'A1', expiresOn, quantity }] });
      case 'issue':
        return this.adjust(api, here, batch, -quantity);
      case 'find':
        return this.adjust(api, here, batch, quantity);
      case 'send':
        return this.send(api, { fromLocationId: here, toLocationId: there, reason: 'x', lines: [{ lotId, quantity }] });
      case 'count':
        return this.count(api, client, here, batch);
      default:
        await this.expireLots();
        return undefined;
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
    if (answer && answer.status >= 300 && !REFUSALS.has(answer.body['code'])) {
      this.surprises.push(`${kind}: ${answer.status} ${answer.body['code']}`);
    }
  }
}

function isOneOf<Kind extends string>(kinds: readonly Kind[], kind: string): kind is Kind {
  return kinds.some((each) => each === kind);
}
