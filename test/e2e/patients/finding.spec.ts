import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Api } from '../../harness/api.js';
import { startTestApp, type TestApp } from '../../harness/app.js';
import { person } from './people.js';

describe('finding patients', () => {
  let product: TestApp;
  let reception: Api;
  const ids: Record<string, string> = {};

  beforeAll(async () => {
    product = await startTestApp();
    reception = await product.as('receptionist');
    const people: [string, string[], string, object?][] = [
      ['jose', ['José', 'María'], 'García López'],
      ['obrien', ['Síle'], 'O’Brien', { birthDate: '1950-01-01' }],
      ['strasse', ['Jörg'], 'Straße-Müller', { birthDate: '1950-01-31' }],
      ['lodz', ['Łukasz'], 'Zebrowski'],
      ['ming', ['小明'], '王'],
      ['arab', ['محمد'], 'الفاسي'],
      ['anna', ['Anna'], 'Andersson'],
      ['phone', ['Nora'], 'Fernsprecher', { contacts: [{ system: 'phone', value: '+44 20 7946 0958' }] }],
      ['card', ['Ida'], 'Kartenberg', { identifiers: [{ system: 'urn:card', value: 'K-77|1' }] }],
      ['plain', ['Uwe'], 'Ausweis', { identifiers: [{ system: 'urn:pass', value: 'C01' }] }],
    ];
    for (const [key, given, family, more] of people) {
      ids[key] = (await reception.post('/patients', person({ name: { given, family }, ...more }))).body['id'] as string;
    }
    const many = Array.from({ length: 60 }, (_, index) => person({ name: { given: [`Page${index % 7}`], family: `Pagename${index}` } }));
    await Promise.all(many.map((body) => reception.post('/patients', body)));
  });

  afterAll(() => product.close());

  const find = async (criteria: Record<string, string>): Promise<string[]> => {
    const { status, body } = await reception.get(`/patients?${new URLSearchParams(criteria).toString()}`);
    expect(status).toBe(200);
    return (body['items'] as { id: string }[]).map(({ id }) => id);
  };

  it.each([
    ['one word', 'garcía', 'jose'],
    ['another case and no accents', 'JOSE', 'jose'],
    ['accents where the name has none', 'zébrowski', 'lodz'],
    ['the beginning of a word', 'zebr', 'lodz'],
    ['words in their order', 'José García', 'jose'],
    ['words in another order', 'lopez jose', 'jose'],
    ['beginnings in another order', 'lop mar gar', 'jose'],
    ['two names of one side', 'maria jose', 'jose'],
    ['a comma between', 'García, José', 'jose'],
    ['an apostrophe', "o'brien", 'obrien'],
    ['no apostrophe', 'obrien', 'obrien'],
    ['another apostrophe', 'O‘Brien', 'obrien'],
    ['ss for ß', 'strasse', 'strasse'],
    ['half of a double name', 'muller', 'strasse'],
    ['l for ł', 'lukasz', 'lodz'],
    ['a full Chinese name', '王小明', 'ming'],
    ['a Chinese given name', '小明', 'ming'],
    ['an Arabic name', 'الفاسي محمد', 'arab'],
    ['other letters of the same compatibility', 'ＧＡＲＣＩＡ', 'jose'],
    ['a letter left out', 'zebrowki', 'lodz'],
    ['a letter too many', 'zebbrowski', 'lodz'],
    ['a wrong letter', 'zebrowsky', 'lodz'],
    ['two letters swapped', 'zerbowski', 'lodz'],
    ['a wrong first letter', 'sebrowski', 'lodz'],
    ['a slip in one of two words', 'lukasz zebrowsky', 'lodz'],
    ['a slip in a short word beside a right one', 'jsoe garcia', 'jose'],
    ['a spelling of ü', 'mueller', 'strasse'],
  ])('goes by %s', async (_, q, whom) => {
    expect(await find({ q })).toEqual([ids[whom]]);
  });

  it('shows somebody once of whom two words match', async () => {
    expect(await find({ q: 'an' })).toEqual([ids['anna']]);
    expect(await find({ q: 'an an' })).toEqual([ids['anna']]);
  });

  it.each(['zebrowskj lukazs', 'garcia anna', 'zzzz', '%', "'; drop table patients.patients; --", 'garcia garcia garcia lop maria jos xx'])(
    'finds nobody for %s',
    async (q) => {
      expect(await find({ q })).toEqual([]);
    },
  );

  it('goes by what else is known', async () => {
    const { body } = await reception.get(`/patients/${ids['phone']}`);
    const mrn = body['mrn'] as string;

    expect(await find({ mrn })).toEqual([ids['phone']]);
    expect(await find({ mrn: `${mrn.slice(0, 5).toLowerCase()}-${mrn.slice(5)}` })).toEqual([ids['phone']]);
    expect(await find({ mrn: `${mrn.slice(0, -1)}${(Number(mrn.at(-1)) + 1) % 10}` })).toEqual([]);
    for (const phone of ['+44 20 7946 0958', '020 7946 0958', '0044-20-79460958']) expect(await find({ phone })).toEqual([ids['phone']]);
    expect(await find({ phone: '020 7946 0959' })).toEqual([]);
    expect(await find({ identifier: 'urn:card|K-77|1' })).toEqual([ids['card']]);
    for (const identifier of ['C01', '|C01', 'urn:pass|C01']) expect(await find({ identifier })).toEqual([ids['plain']]);
    expect(await find({ identifier: 'urn:card|C01' })).toEqual([]);
    expect(await find({ birthDate: '1950-01-31' })).toEqual([ids['strasse']]);
    expect(await find({ birthDate: '1950-01' })).toEqual([ids['obrien'], ids['strasse']]);
    expect(await find({ birthDate: '1950' })).toEqual([ids['obrien'], ids['strasse']]);
  });

  it('demands all of the criteria', async () => {
    expect(await find({ q: 'jorg', birthDate: '1950-01-31' })).toEqual([ids['strasse']]);
    expect(await find({ q: 'jorg', birthDate: '1950' })).toEqual([ids['strasse']]);
    expect(await find({ q: 'strasse jorg', birthDate: '1950' })).toEqual([ids['strasse']]);
    expect(await find({ q: 'jogr', birthDate: '1950' })).toEqual([ids['strasse']]);
    expect(await find({ q: 'jorg', birthDate: '1950-01-01' })).toEqual([]);
    expect(await find({ q: 'nora', phone: '02079460958' })).toEqual([ids['phone']]);
    expect(await find({ q: 'ida', phone: '02079460958' })).toEqual([]);
    expect(await find({ phone: '02079460958', identifier: 'urn:card|K-77|1' })).toEqual([]);
  });

  it.each([{ q: 'page' }, { q: 'pagename page' }, { birthDate: '1979-03-08' }, {}] as Record<string, string>[])(
    'turns pages of %j without loss or repetition while others come in',
    async (criteria) => {
      const whole = await find({ ...criteria, limit: '200' });
      const seen: string[] = [];
      let cursor: string | null = null;
      do {
        const query = new URLSearchParams({ ...criteria, limit: '7', ...(cursor ? { cursor } : {}) });
        const { body } = await reception.get(`/patients?${query.toString()}`);
        seen.push(...(body['items'] as { id: string }[]).map(({ id }) => id));
        cursor = body['nextCursor'] as string | null;
        await reception.post('/patients', person({ name: { given: ['Page0'], family: `Pagename0${seen.length}` }, birthDate: '1900' }));
      } while (cursor);

      expect(new Set(seen).size).toBe(seen.length);
      expect(whole.length).toBeGreaterThanOrEqual(60);
      expect(whole.filter((id) => !seen.includes(id))).toEqual([]);
    },
  );

  it('counts when it is asked to', async () => {
    const { body } = await reception.get('/patients?q=garcia&count=true');
    expect(body).toMatchObject({ count: 1, nextCursor: null });
    expect((await reception.post('/patients/search', { q: 'garcia jose', count: true })).body).toMatchObject({ count: 1 });
    expect((await reception.get('/patients?q=garcia')).body).not.toHaveProperty('count');
  });

  it('takes the criteria in a body and shows the same', async () => {
    const asked = await reception.post('/patients/search', { q: 'zebrowski', limit: 1 });

    expect(asked).toMatchObject({
      status: 200,
      body: {
        items: [{ id: ids['lodz'], name: { given: ['Łukasz'], family: 'Zebrowski' }, birthDate: '1979-03-08', sex: 'female' }],
        nextCursor: null,
      },
    });
  });

  it.each(['q=', 'limit=0', 'limit=201', 'limit=ten', 'cursor=bm9uZQ', 'birthDate=yesterday', 'name=ada', 'q=a&q=b'])(
    'refuses the criteria %s',
    async (query) => {
      expect(await reception.get(`/patients?${query}`)).toMatchObject({ status: 400, body: { code: 'malformed-request' } });
    },
  );

  it('is not for everybody', async () => {
    expect((await product.stranger.get('/patients?q=ada')).status).toBe(401);
    expect((await (await product.as('ops')).get('/patients?q=ada')).status).toBe(403);
  });
});
