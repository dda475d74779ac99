import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import type { Answer } from '../../harness/api.js';
import { Counter, type Prescribed } from './counter.js';
import { medicationBody, RXNORM, SNOMED } from './medicines.js';
import { kindsOf, line, SAMPLE } from './ward.js';

type Row = Record<string, string>;

function rowsOf(file: string): Row[] {
  return parse(readFileSync(join(dirname(SAMPLE), file)), { columns: true, bom: true });
}

describe('the safety gate, at signing, verifying and dispensing', () => {
  let counter: Counter;

  beforeAll(async () => {
    counter = await Counter.open();
  });

  afterAll(() => counter.close());

  /** A medication of an ingredient of the knowledge base, on the shelf. */
  async function stocked(display: string, code: string): Promise<string> {
    const system = code === '' ? 'urn:test' : RXNORM;
    const ingredients = [{ system, code: code === '' ? display : code, display }];
    const medication = medicationBody('amoxicillin', { name: display, strength: '0.01 mg', ingredients });
    const { body } = await counter.ward.admin.post('/medications', medication);
    await counter.shelve(body['id'], ['A', '2099-12-31', 1_000]);
    return body['id'];
  }

  /** Held for its patient, before what speaks against it is known. */
  async function held(medicationId: string): Promise<{ of: Prescribed; dispenseId: string }> {
    const of = await counter.prescribed(medicationId);
    const { status, body } = await counter.dispense(of, 1, { reserveOnly: true });
    expect([status, body['status']]).toEqual([201, 'reserved']);
    return { of, dispenseId: body['id'] };
  }

  /** What is said when it is verified, given out at once, and given out after it was held. */
  async function said({ of, dispenseId }: { of: Prescribed; dispenseId: string }): Promise<string[][]> {
    const verified = await counter.pharmacist.post(`/dispenses/${dispenseId}/verify`);
    const atOnce = await counter.dispense(of, 1);
    const completed = await counter.pharmacist.post(`/dispenses/${dispenseId}/complete`);
    return [verified, atOnce, completed].map(kindsOf);
  }

  async function signing(patientId: string, medicationId: string, parallel = false): Promise<Answer> {
    const { body } = await counter.ward.write(patientId, [line(medicationId, { parallel })]);
    return counter.ward.sign(body['id']);
  }

  /** Has the doctor and a second clinician set aside what was found. */
  async function signAgainst(refused: Answer, patientId: string, medicationId: string): Promise<void> {
    if (refused.status === 200) return;
    const found = refused.body['alerts'] as { id: string; needsSecondPerson: boolean; blocking: boolean }[];
    const overrides = found.filter(({ blocking }) => blocking).map(({ id }) => ({ alertId: id, reason: 'Both are needed' }));
    const { body: written } = await counter.ward.write(patientId, [line(medicationId)]);
    for (const { id: alertId } of found.filter((each) => each.needsSecondPerson)) {
      await counter.pharmacist.post(`/prescriptions/${written['id']}/override-approvals`, { alertId, reason: 'Seen' });
    }
    expect((await counter.ward.sign(written['id'], overrides)).status).toBe(200);
  }

  it('finds every pair of the table of interactions, whichever of the two comes first', async () => {
    const pairs = rowsOf('interactions.csv');
    expect(pairs.length).toBeGreaterThan(5);
    const missed: string[] = [];
    for (const { one = '', one_rxnorm = '', other = '', other_rxnorm = '' } of pairs) {
      const [a, b] = [await stocked(one, one_rxnorm), await stocked(other, other_rxnorm)];
      for (const [first, second] of [[a, b], [b, a]] as const) {
        const given = await held(first);
        const refused = await signing(given.of.patientId, second);
        await signAgainst(refused, given.of.patientId, second);
        const points = [kindsOf(refused), ...(await said(given))];
        if (!points.every((kinds) => kinds.includes('interaction'))) missed.push(`${one} and ${other}: ${JSON.stringify(points)}`);
      }
    }
    expect(missed).toEqual([]);
  }, 120_000);

  it('finds an allergy to every class, by each of its codes', async () => {
    const members = rowsOf('classes.csv');
    const missed: string[] = [];
    for (const [name, within] of Map.groupBy(members, (row) => row['class']!)) {
      const { member = '', member_rxnorm = '', class_snomed = '' } = within[0]!;
      const medicationId = await stocked(member, member_rxnorm);
      for (const code of class_snomed.split('|').filter((each) => each !== '')) {
        const given = await held(medicationId);
        await counter.ward.allergy(given.of.patientId, { system: SNOMED, code, display: name });
        const points = [kindsOf(await signing(given.of.patientId, medicationId, true)), ...(await said(given))];
        if (!points.every((kinds) => kinds.includes('allergy'))) missed.push(`${name} (${code}): ${JSON.stringify(points)}`);
      }
    }
    expect(missed).toEqual([]);
  }, 120_000);

  it('is loud at each of them where the knowledge base is gone', async () => {
    const medicationId = await stocked('warfarin', '11289');
    const given = await held(medicationId);
    await counter.practice.app.database.query('update pharmacy.knowledge_bases set is_current = false');
    const points = [kindsOf(await signing(await counter.practice.patient(), medicationId)), ...(await said(given))];
    expect(points.map((kinds) => kinds.includes('knowledge-base-missing'))).toEqual([true, true, true, true]);
  });
});
