import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { extractText, getDocumentProxy } from 'unpdf';
import type { Answer, Api } from '../../harness/api.js';
import { madeUpName, person } from '../patients/people.js';
import { newFacility } from '../staffing/staffing-records.js';
import { Counter, type Prescribed } from './counter.js';
import { line } from './ward.js';

/** Points of PDF in a millimetre. */
const MM = 72 / 25.4;

interface Labels {
  status: number;
  headers: Headers;
  /** The text of each page. */
  pages: string[];
  /** Of the first page, in millimetres. */
  size: number[];
}

describe('labels of a dispense', () => {
  let counter: Counter;

  beforeAll(async () => {
    counter = await Counter.open();
  });

  afterAll(() => counter.close());

  async function labelsOf({ body }: Answer, by: Api = counter.pharmacist, headers: Record<string, string> = {}): Promise<Labels> {
    const address = `${by.origin}/api/v1/dispenses/${body['id']}/labels`;
    const answer = await fetch(address, { headers: { authorization: `Bearer ${by.token}`, ...headers } });
    const pdf = await getDocumentProxy(new Uint8Array(await answer.arrayBuffer()));
    const { text } = await extractText(pdf, { mergePages: false });
    const { width, height } = (await pdf.getPage(1)).getViewport({ scale: 1 });
    return { status: answer.status, headers: answer.headers, pages: text, size: [width / MM, height / MM].map(Math.round) };
  }

  async function patientNamed(given: string, family: string, changes: object = {}): Promise<string> {
    const { facilityId } = counter.practice;
    return (await counter.ward.admin.post('/patients', person({ name: { given: [given], family }, facilityId, ...changes }))).body['id'];
  }

  /** Something on the shelf, prescribed to somebody. */
  async function prescribed(patientId: string, changes: object = {}, medicine: object = {}): Promise<Prescribed> {
    const medicationId = await counter.medication('paracetamol', medicine);
    await counter.shelve(medicationId, ['LX1', '2098-06-30', 6], ['LX2', '2099-12-31', 50]);
    const { id, lines } = await counter.ward.prescribe(patientId, [line(medicationId, changes)]);
    return { prescriptionId: id, prescriptionLineId: lines[0].id, medicationId, patientId };
  }

  const squeezed = (page: string | undefined): string => (page ?? '').replace(/\s+/g, ' ').trim();

  it('are a page for each package, with what it is, whose, how it is taken, and where it came from', async () => {
    const patientId = await patientNamed('Zoë', 'Łukasz');
    const { mrn } = (await counter.ward.admin.get(`/patients/${patientId}`)).body;
    const dispensed = await counter.dispense(await prescribed(patientId, { note: 'With food' }), 10);
    const { status, headers, pages, size } = await labelsOf(dispensed);
    expect([status, size]).toEqual([200, [70, 36]]);
    expect([headers.get('content-type'), headers.get('cache-control')]).toEqual(['application/pdf', 'no-store']);
    expect(headers.get('content-disposition')).toBe(`inline; filename="labels-${dispensed.body['id']}.pdf"`);
    expect(pages).toHaveLength(2);
    const { name: facility } = (await counter.ward.admin.get(`/facilities/${counter.practice.facilityId}`)).body;
    expect(squeezed(pages[0])).toMatch(
      new RegExp(
        [
          '^Acetaminophen 500 mg, tablet',
          `Zoë Łukasz · MRN ${mrn}`,
          'Take 1 tablet by mouth 3 times a day for 7 days\\.',
          'With food',
          'Quantity: 6 tablets',
          'Lot LX1 · use by 30 Jun 2098',
          `Main dispensary, ${facility} · \\d{1,2} \\w{3,4} \\d{4}`,
          'Keep out of the sight and reach of children\\.$',
        ].join(' '),
      ),
    );
    expect(squeezed(pages[1])).toContain('Quantity: 4 tablets Lot LX2 · use by 31 Dec 2099');
  });

  it('speak the patient’s language, and warn of controlled drugs', async () => {
    const patientId = await patientNamed('Jörg', 'Groß', { preferredLanguage: 'de-AT' });
    const waiting = await counter.dispense(await prescribed(patientId, {}, { controlled: true }), 4);
    expect(waiting.body['status']).toBe('awaiting-witness');
    const { pages } = await labelsOf(waiting);
    expect(pages).toHaveLength(1);
    const text = squeezed(pages[0]);
    expect(text).toContain('3-mal täglich 1 Tablette einnehmen, 7 Tage lang. Menge: 4 Tabletten');
    expect(text).toMatch(/Betäubungsmittel: .+ für Kinder unzugänglich aufbewahren\.$/);
  });

  it.each([
    ['张伟', '欧阳', ['张伟', '欧阳']],
    ['محمد', 'عبد الرحمن', ['محمد', 'عبد', 'الرحمن']],
    ['Ольга', 'Γεωργίου', ['Ольга', 'Γεωργίου']],
    ['김민수', 'สมชาย', ['김민수', 'สมชาย']],
    ['דנה', 'श्री', ['דנה', 'श्री']],
  ])('have the name %s %s in letters that are in the document', async (given, family, words) => {
    const { pages } = await labelsOf(await counter.dispense(await prescribed(await patientNamed(given, family)), 1));
    // Out of a document, letters of some scripts come in their joined forms, and with gaps that are none.
    const text = (pages[0] ?? '').normalize('NFKC').replace(/\s/g, '');
    for (const word of words) expect(text).toContain(word);
    expect(text).not.toContain('\uFFFD');
  });

  it('show that a letter is in no font, rather than leave it out', async () => {
    const { pages } = await labelsOf(await counter.dispense(await prescribed(await patientNamed('Ada', 'ᐃᓄᒃ')), 1));
    expect(pages[0]).toContain('Ada \uFFFD\uFFFD\uFFFD');
  });

  it('go on on another page, with the heading, where there is not enough room', async () => {
    const note = 'Do not take it together with milk, and drink a glass of water. '.repeat(7).trim();
    const family = madeUpName();
    const { pages } = await labelsOf(await counter.dispense(await prescribed(await patientNamed('Ada', family), { note }), 1));
    expect(pages.length).toBeGreaterThan(1);
    for (const page of pages) expect(squeezed(page).startsWith(`Acetaminophen 500 mg, tablet Ada ${family} · MRN `)).toBe(true);
    expect(pages.map((page) => /\d\/\d$/.exec(squeezed(page))?.[0])).toEqual(pages.map((_, at) => `${at + 1}/${pages.length}`));
    const pieces = pages.map((page) => squeezed(page).replace(/^.*?MRN \S+ /, '').replace(/ \d\/\d$/, ''));
    expect(pieces.join(' ')).toContain(note);
  });

  it('are there while stock is held, and not once that is over', async () => {
    const { body } = await counter.dispense(await prescribed(await patientNamed('Ada', madeUpName())), 2, { reserveOnly: true });
    const path = `/dispenses/${body['id']}/labels`;
    expect((await counter.pharmacist.get(path)).status).toBe(200);
    await counter.pharmacist.post(`/dispenses/${body['id']}/cancel`, { reasonCode: 'not-collected' });
    const gone = await counter.pharmacist.get(path);
    expect([gone.status, gone.body['code']]).toEqual([409, 'nothing-to-label']);
  });

  it('are for staff to whom the chart is open, each of them with an audit row that names the patient', async () => {
    const patientId = await patientNamed('Ada', madeUpName());
    const dispensed = await counter.dispense(await prescribed(patientId), 1);
    const path = `/dispenses/${dispensed.body['id']}/labels`;
    const { id: elsewhere } = await newFacility(counter.ward.admin);
    const stranger = await counter.practice.app.as('pharmacist', { facilityId: elsewhere as string });
    expect((await stranger.get(path)).status).toBe(404);
    expect((await (await counter.colleague('receptionist')).get(path)).status).toBe(403);
    const requestId = `labels-${dispensed.body['id']}`;
    await labelsOf(dispensed, counter.pharmacist, { 'x-request-id': requestId });
    const rows = await counter.practice.app.database.query(
      'select action, resource_id, patient_id, outcome from access.audit_events where request_id = $1',
      [requestId],
    );
    expect(rows).toEqual([{ action: 'dispense.label', resource_id: dispensed.body['id'], patient_id: patientId, outcome: 'success' }]);
  });
});
