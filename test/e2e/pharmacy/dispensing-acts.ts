import type { Answer, Api } from '../../harness/api.js';

/** What can be done with dispenses in a random program. */
export const ON_DISPENSES = ['dispense', 'reserve', 'complete', 'cancel', 'return'] as const;
export type DispensingKind = (typeof ON_DISPENSES)[number];

/** A line that a program dispenses. */
export interface ProgrammedLine {
  prescriptionId: string;
  prescriptionLineId: string;
}

/** People who dispense the same lines from the same locations at once. */
export class DispensingActs {
  /** Ids of dispenses of which the product said that they are completed. */
  readonly acknowledged: string[] = [];
  private readonly held: string[] = [];
  private readonly given: { id: string; lineId: string }[] = [];

  /** @param colleague who else may witness what somebody does */
  constructor(private readonly colleague: (api: Api) => Api) {}

  async do(kind: DispensingKind, line: ProgrammedLine, locationId: string, quantity: number, api: Api): Promise<Answer | undefined> {
    switch (kind) {
      case 'dispense':
      case 'reserve':
        return this.dispense(line, locationId, quantity, api, kind === 'reserve');
      case 'complete':
        return this.onHeld(quantity, (id) => api.post(`/dispenses/${id}/complete`), api);
      case 'cancel':
        return this.onHeld(quantity, (id) => api.post(`/dispenses/${id}/cancel`), api);
      default:
        return this.bringBack(quantity, api);
    }
  }

  private async dispense(of: ProgrammedLine, locationId: string, quantity: number, api: Api, reserveOnly: boolean): Promise<Answer> {
    const { prescriptionId, prescriptionLineId } = of;
    const lines = [{ prescriptionLineId, quantity }];
    const answer = await api.post('/dispenses', { prescriptionId, locationId, lines, reserveOnly });
    if (answer.status === 201 && answer.body['status'] === 'reserved') this.held.push(answer.body['id']);
    return this.witnessed(answer, api);
  }

  private async onHeld(at: number, act: (id: string) => Promise<Answer>, api: Api): Promise<Answer | undefined> {
    const id = this.held.at(-at);
    return id === undefined ? undefined : this.witnessed(await act(id), api);
  }

  private async witnessed(answer: Answer, api: Api): Promise<Answer> {
    const seen =
      answer.body['status'] === 'awaiting-witness' ? await this.colleague(api).post(`/dispenses/${answer.body['id']}/witness`) : answer;
    if (seen.status < 300 && seen.body['status'] === 'completed') {
      this.acknowledged.push(seen.body['id']);
      this.given.push({ id: seen.body['id'], lineId: seen.body['lines'][0].id });
    }
    return seen;
  }

  private async bringBack(quantity: number, api: Api): Promise<Answer | undefined> {
    const given = this.given.at(-quantity);
    if (!given) return undefined;
    const condition = quantity % 2 === 0 ? 'resaleable' : 'damaged';
    const lines = [{ dispenseLineId: given.lineId, quantity: Math.ceil(quantity / 3), condition }];
    const answer = await api.post(`/dispenses/${given.id}/return`, { lines, reason: 'x' });
    const waits = (answer.body['returns'] ?? []).find(({ status }: { status: string }) => status === 'awaiting-witness');
    return waits ? this.colleague(api).post(`/dispenses/${given.id}/returns/${waits.id}/witness`) : answer;
  }
}
