import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { messageKindNames } from '../../../src/notifications/domain/message-kinds.js';
import type { Api } from '../../harness/api.js';
import { startTestApp, type TestApp } from '../../harness/app.js';
import { newFacility } from '../staffing/staffing-records.js';

const words = { subject: 'On {{when}}', text: 'Dear patient,\nplease come to {{facility}} on {{when}}.\n', sms: 'Come on {{when}}.' };

describe('message templates', () => {
  let app: TestApp;
  let admin: Api;
  let facilityId: string;

  beforeAll(async () => {
    app = await startTestApp();
    admin = await app.as('admin');
    facilityId = (await newFacility(admin)).id as string;
  });

  afterAll(() => app.close());

  const preview = (body: object) => admin.post('/message-templates/preview', { language: 'en', kind: 'appointment-reminder', ...body });

  it.each(['en', 'de'])('are built in for every kind, and sound: %s', async (language) => {
    for (const kind of messageKindNames) {
      const { status, body } = await preview({ kind, language });
      expect([kind, status]).toEqual([kind, 200]);
      expect(JSON.stringify(body)).not.toMatch(/\{\{|undefined/);
      expect(body['sms'].length).toBeLessThanOrEqual(320);
    }
  });

  it('can be a facility’s own, are changed, and taken back', async () => {
    const list = async () => {
      const { body } = await admin.get(`/message-templates?facilityId=${facilityId}&kind=appointment-reminder`);
      return body['items'] as { id?: string; language: string; subject: string }[];
    };
    expect((await list()).map(({ language, id }) => [language, id])).toEqual([
      ['de', undefined],
      ['en', undefined],
    ]);
    const about = { facilityId, kind: 'appointment-reminder', language: 'EN' };
    const put = (texts: object) => admin.put('/message-templates', { ...about, ...words, ...texts });
    const first = await put({});
    expect(first.body).toMatchObject({ language: 'en', subject: 'On {{when}}', version: 1 });
    const second = await put({ subject: 'At {{when}}' });
    expect(second.body).toMatchObject({ id: first.body['id'], version: 2 });
    expect((await preview({ facilityId })).body).toMatchObject({ subject: 'At Wednesday, 10 March 2027 at 16:00' });
    expect((await list()).find(({ language }) => language === 'en')).toMatchObject({ subject: 'At {{when}}' });
    expect((await admin.delete(`/message-templates/${first.body['id']}`)).status).toBe(204);
    expect((await preview({ facilityId })).body['subject']).toMatch(/^Your appointment/);
    expect((await admin.delete(`/message-templates/${first.body['id']}`)).status).toBe(404);
  });

  it('are set once by two who do so at the same time', async () => {
    const body = { facilityId, kind: 'appointment-booked', language: 'fr', ...words };
    const answers = await Promise.all([1, 2, 3].map(() => admin.put('/message-templates', body)));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(new Set(answers.map((answer) => answer.body['id'])).size).toBe(1);
  });

  it('speak languages that are not built in, in their own way of writing dates', async () => {
    const { body } = await preview({ language: 'fr-CH', texts: { ...words, subject: 'Le {{when}}' } });
    expect(body['subject']).toMatch(/^Le mercredi,? 10 mars 2027/);
  });

  it.each([
    ['a field that the kind does not offer', { text: '{{diagnosis}}' }, '/text'],
    ['what strangers may not read, in a subject', { subject: 'At {{facility}}' }, '/subject'],
    ['values without escaping', { html: '<p>{{{facility}}}</p>' }, '/html'],
    ['values without escaping, the other way', { html: '<p>{{& facility}}</p>' }, '/html'],
    ['other templates', { text: '{{> /etc/passwd}}' }, '/text'],
    ['other signs', { text: '{{=<% %>=}}<% when %>' }, '/text'],
    ['what objects inherit', { text: '{{constructor}}' }, '/text'],
    ['paths into values', { text: '{{when.length}}' }, '/text'],
    ['sections that never end', { text: '{{#when}}' }, '/text'],
    ['what hides in a section', { sms: '{{#when}}{{secret}}{{/when}}' }, '/sms'],
  ])('refuse %s', async (_, texts, pointer) => {
    const body = { facilityId, kind: 'appointment-reminder', language: 'en', ...words, ...texts };
    for (const answer of [await admin.put('/message-templates', body), await preview({ texts: { ...words, ...texts } })]) {
      expect(answer.body).toMatchObject({ status: 422, code: 'invalid-template', errors: [expect.objectContaining({ pointer })] });
    }
  });

  it('refuse subjects of more than one line', async () => {
    const body = { facilityId, kind: 'appointment-reminder', language: 'en', ...words, subject: 'Hello\r\nBcc: eve@example.org' };
    expect((await admin.put('/message-templates', body)).status).toBe(400);
  });

  it('belong to the facilities that one looks after', async () => {
    const other = (await newFacility(admin)).id as string;
    const clerk = await app.as('receptionist', { facilityId: other });
    expect((await clerk.get(`/message-templates?facilityId=${facilityId}`)).status).toBe(403);
    const manager = await app.as('admin', { facilityId: other });
    expect((await manager.get(`/message-templates?facilityId=${facilityId}`)).status).toBe(404);
    expect((await manager.get(`/message-templates?facilityId=${other}`)).status).toBe(200);
  });
});
