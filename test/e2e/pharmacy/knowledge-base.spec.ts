import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { loadKnowledge } from '../../../src/pharmacy/index.js';
import { alertOf, kindsOf, line, SAMPLE, Ward } from './ward.js';

describe('the knowledge base', () => {
  let ward: Ward;
  let medicationId: string;
  const folder = mkdtempSync(join(tmpdir(), 'knowledge-'));

  beforeAll(async () => {
    ward = await Ward.open();
    medicationId = await ward.medication('paracetamol');
    cpSync(dirname(SAMPLE), folder, { recursive: true });
  });

  afterAll(async () => {
    rmSync(folder, { recursive: true });
    await ward.practice.close();
  });

  function load(changes: object): ReturnType<typeof loadKnowledge> {
    const manifest = join(folder, 'manifest.json');
    writeFileSync(manifest, JSON.stringify({ ...JSON.parse(readFileSync(SAMPLE, 'utf8')), ...changes }));
    return loadKnowledge(ward.practice.app.app, manifest);
  }

  async function probes(): Promise<{ check: Record<string, unknown>; age: string | undefined }> {
    const ready = await ward.practice.app.stranger.get('/health/ready');
    const metrics = await (await fetch(`${ward.practice.app.origin}/metrics`)).text();
    expect(ready.status).toBe(200);
    return { check: ready.body['checks']['knowledge-base'], age: /^knowledge_base_age_days (\S+)/m.exec(metrics)?.[1] };
  }

  it('is missed loudly where none is loaded: at every check, by the probe and in the figures', async () => {
    const patientId = await ward.practice.patient();
    const draft = await ward.write(patientId, [line(medicationId)]);

    expect(alertOf(draft, 'knowledge-base-missing')).toMatchObject({ id: 'knowledge-base-missing', blocking: false });
    const signed = await ward.sign(draft.body['id']);
    expect(signed.status).toBe(200);
    expect(kindsOf(signed)).toContain('knowledge-base-missing');
    const { check, age } = await probes();
    expect(check).toMatchObject({ status: 'degraded', warning: expect.stringContaining('No knowledge base') });
    expect(age).toBe('-1');
  });

  it('blocks where the facility wants that', async () => {
    const settings = `/facilities/${ward.practice.facilityId}/settings`;
    const { body } = await ward.admin.get(settings);
    await ward.admin.patch(settings, { pharmacy: { knowledgeBaseRequired: true } }, body['version']);
    const draft = await ward.write(await ward.practice.patient(), [line(medicationId)]);
    const refused = await ward.sign(draft.body['id']);

    expect(refused).toMatchObject({ status: 422, body: { code: 'safety-check-failed' } });
    expect(alertOf(refused, 'knowledge-base-missing')).toMatchObject({ blocking: true, overridable: true });
    await ward.admin.patch(settings, { pharmacy: { knowledgeBaseRequired: null } }, body['version'] + 1);
    expect((await ward.sign(draft.body['id'])).status).toBe(200);
  });

  it('is stale when it is older than is allowed', async () => {
    await load({ version: 'old', date: '2020-01-01' });
    const draft = await ward.write(await ward.practice.patient(), [line(medicationId)]);

    expect(alertOf(draft, 'knowledge-base-stale')['id']).toBe('knowledge-base-stale:old');
    expect((await probes()).check).toMatchObject({ status: 'degraded', version: 'old' });
  });

  it('is replaced by a new version at once, and the same again changes nothing', async () => {
    const date = Temporal.Now.plainDateISO('UTC').toString();
    const loaded = await load({ version: 'new', date });

    expect(loaded).toMatchObject({ outcome: 'loaded', counts: { interactions: 10, doses: 9 } });
    expect(await load({ version: 'new', date })).toEqual({ ...loaded, outcome: 'unchanged' });
    expect(await probes()).toMatchObject({ check: { status: 'up', version: 'new' }, age: '0' });
    const kept = await ward.practice.app.database.query('select version from pharmacy.knowledge_bases order by version');
    expect(kept).toMatchObject([{ version: 'new' }, { version: 'old' }]);
    await expect(load({ version: 'new', date: '2026-01-01' })).rejects.toMatchObject({ code: 'knowledge-version-taken' });
  });

  it('is not touched by a file that is wrong, and the line is named', async () => {
    writeFileSync(join(folder, 'interactions.csv'), 'one,one_rxnorm,other,other_rxnorm,severity\na,1,b,2,high\na,1,c,3,awful\n');

    await expect(load({ version: 'wrong' })).rejects.toMatchObject({
      code: 'invalid-knowledge',
      message: expect.stringMatching(/interactions\.csv, line 3: has no severity/),
    });
    expect((await probes()).check).toMatchObject({ status: 'up', version: 'new' });
  });
});
