import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import { Sql } from '#persistence';
import { SqlKnowledgeBases } from '../../../src/pharmacy/adapters/persistence/knowledge.query.js';
import { Knowledge, type KnowledgeBase } from '../../../src/pharmacy/domain/knowledge.js';
import { safetyFindings } from '../../../src/pharmacy/domain/safety-gate.js';
import type { CheckedMedicine, KnownAllergy } from '../../../src/pharmacy/domain/safety-question.js';
import { termsOf } from '../../../src/pharmacy/domain/term.js';
import { loadKnowledge } from '../../../src/pharmacy/index.js';
import { RXNORM, SNOMED } from '../../e2e/pharmacy/medicines.js';
import { startTestApp, type TestApp } from '../../harness/app.js';

const CODES = resolve(process.env['SHARED_DATA'] ?? '../shared/data', 'codes');
const SAMPLE = resolve('src/cli/demo/knowledge');
const CIEL = { name: 'name', codes: [{ column: 'rxnorm_same', system: RXNORM }, { column: 'snomedct_same', system: SNOMED },
  { column: 'snomedct_narrower', system: SNOMED }] };
const INGREDIENT = { name: 'name', codes: [{ column: 'rxcui', system: RXNORM }] };
const pairOf = (side: 'a' | 'b') => ({ name: `drug_${side}`, codes: [{ column: `rxcui_${side}`, system: RXNORM }] });

const MANIFEST = {
  name: 'public lists',
  version: '1',
  date: '2026-01-01',
  files: [
    { kind: 'terms', path: join(SAMPLE, 'terms.csv') },
    { kind: 'classes', path: join(SAMPLE, 'classes.csv') },
    { kind: 'terms', path: join(CODES, 'rxnorm_ingredients_ndfrt.csv'), columns: { term: INGREDIENT } },
    { kind: 'terms', path: join(CODES, 'ciel_allergies.csv'), columns: { term: CIEL } },
    { kind: 'terms', path: join(CODES, 'ciel_basic_drugs.csv'), columns: { term: CIEL } },
    {
      kind: 'interactions',
      path: join(CODES, 'ddi_onc_ndfrt.csv'),
      columns: { one: pairOf('a'), other: pairOf('b') },
      severity: [
        { column: 'ndfrt_severity', values: { Critical: 'contraindicated', Significant: 'high' } },
        {
          column: 'sources',
          values: {
            'ONC-HighPriority': 'contraindicated',
            'ONC-HighPriority|ONC-NonInteruptive': 'high',
            'ONC-NonInteruptive': 'moderate',
          },
        },
      ],
    },
  ],
};

type Row = Record<string, string>;

function rowsOf(file: string): Row[] {
  return parse(readFileSync(join(CODES, file)), { columns: true, bom: true });
}

function medicine(name: string, rxcui: string): CheckedMedicine {
  const code = rxcui === '' ? { system: 'urn:test', code: name, display: name } : { system: RXNORM, code: rxcui, display: name };
  const dosage = { dose: { quantity: 1, unit: 'tablet' }, frequency: { times: 1, per: 'day' as const } };
  const own = { system: 'urn:test:medicines', code: name, display: name };
  return { medicationId: name, code: own, name, strength: 'x', unit: 'tablet', ingredients: [code], classes: [], ...dosage };
}

function allergyTo(substance: KnownAllergy['substance']): KnownAllergy {
  return { id: 'a', substance, kind: 'allergy', criticality: 'high' };
}

describe('the safety gate on public lists', () => {
  let app: TestApp;
  let bases: SqlKnowledgeBases;
  let base: KnowledgeBase;
  const folder = mkdtempSync(join(tmpdir(), 'knowledge-'));

  beforeAll(async () => {
    app = await startTestApp();
    writeFileSync(join(folder, 'manifest.json'), JSON.stringify(MANIFEST));
    const report = await loadKnowledge(app.app, join(folder, 'manifest.json'));
    expect(report.outcome).toBe('loaded');
    bases = new SqlKnowledgeBases(app.app.get(Sql));
    base = (await bases.current())!;
  }, 120_000);

  afterAll(async () => {
    rmSync(folder, { recursive: true });
    await app.close();
  });

  async function kinds(proposed: CheckedMedicine, active: CheckedMedicine[], allergies: KnownAllergy[], isThere = true): Promise<string[]> {
    const codes = [...[proposed, ...active].flatMap(({ ingredients }) => ingredients), ...allergies.map(({ substance }) => substance)];
    const knowledge = isThere ? new Knowledge(await bases.about(base.id, codes.flatMap(termsOf))) : Knowledge.none();
    const question = { proposed: [proposed], active, patient: { allergies }, isStale: false, baseRequired: false, knowledge };
    return safetyFindings({ ...question, ...(isThere ? { base } : {}) }).map(({ kind }) => kind);
  }

  it('finds every pair of the table of interactions, in both orders', async () => {
    const missed: string[] = [];
    for (const { drug_a = '', rxcui_a = '', drug_b = '', rxcui_b = '' } of rowsOf('ddi_onc_ndfrt.csv')) {
      const [a, b] = [medicine(drug_a, rxcui_a), medicine(drug_b, rxcui_b)];
      const [there, back] = await Promise.all([kinds(a, [b], []), kinds(b, [a], [])]);
      if (!there.includes('interaction') || !back.includes('interaction')) missed.push(`${drug_a} and ${drug_b}`);
    }
    expect(missed).toEqual([]);
  }, 300_000);

  it('finds every class of allergies by each of its codes, in every member', async () => {
    const members = parse(readFileSync(join(SAMPLE, 'classes.csv')), { columns: true }) as Row[];
    const classes = rowsOf('ciel_allergies.csv').filter((row) => row['class'] === 'Pharmacologic Drug Class');
    const missed: string[] = [];
    for (const { name = '', snomedct_same = '', snomedct_narrower = '' } of classes) {
      const within = members.filter((row) => row['class'] === name);
      expect([name, within.length > 0]).toEqual([name, true]);
      for (const code of `${snomedct_same}|${snomedct_narrower}`.split('|').filter((each) => each !== '')) {
        const substance = { system: SNOMED, code, display: name };
        const found = await Promise.all(
          within.map(({ member = '', member_rxnorm = '' }) => kinds(medicine(member, member_rxnorm), [], [allergyTo(substance)])),
        );
        if (!found.every((each) => each.includes('allergy'))) missed.push(`${name} (${code})`);
      }
    }
    expect(missed).toEqual([]);
  });

  it('is loud without the base', async () => {
    const [first] = rowsOf('ddi_onc_ndfrt.csv');
    const [a, b] = [medicine(first!['drug_a']!, first!['rxcui_a']!), medicine(first!['drug_b']!, first!['rxcui_b']!)];
    expect(await kinds(a, [b], [], false)).toEqual(['knowledge-base-missing', 'not-covered']);
  });
});
