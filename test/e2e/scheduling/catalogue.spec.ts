import { randomUUIDv7 } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Practice } from './practice.js';

describe('types, rooms and plans over HTTP', () => {
  let practice: Practice;

  beforeAll(async () => {
    practice = await Practice.open();
  });

  afterAll(() => practice.close());

  it('defines a type with its price in the currency’s own digits', async () => {
    const body = {
      facilityId: practice.facilityId,
      name: 'MRI of the knee',
      durationMinutes: 45,
      bufferBeforeMinutes: 5,
      bufferAfterMinutes: 10,
      requiredSpecialty: 'radiology',
      requiredResourceKinds: ['room', 'equipment'],
      price: { amount: '250.00', currency: 'EUR' },
    };
    const made = await practice.admin.post('/appointment-types', body);
    expect(made).toMatchObject({ status: 201, body: { ...body, version: 1 } });
    expect((await practice.admin.get(made.headers.get('location')!.replace('/api/v1', ''))).body).toEqual(made.body);
    const wrong = await practice.admin.post('/appointment-types', { ...body, price: { amount: '250.0', currency: 'EUR' } });
    expect([wrong.status, wrong.body['code']]).toEqual([422, 'invalid-amount']);
    const unknown = await practice.admin.post('/appointment-types', { ...body, facilityId: randomUUIDv7() });
    expect([unknown.status, unknown.body['code']]).toEqual([404, 'not-found']);
    const endless = await practice.admin.post('/appointment-types', { ...body, durationMinutes: 0 });
    expect(endless.body['errors']).toEqual([{ pointer: '/durationMinutes', message: 'must be at least 1' }]);
  });

  it('adds rooms and equipment', async () => {
    const body = { facilityId: practice.facilityId, kind: 'equipment', name: 'Ultrasound', capacity: 2 };
    const made = await practice.admin.post('/resources', body);
    expect(made).toMatchObject({ status: 201, body: { ...body, version: 1 } });
    const { body: page } = await practice.admin.get(`/resources?facilityId=${practice.facilityId}&kind=equipment`);
    expect(page).toEqual({ items: [made.body], nextCursor: null });
    expect((await practice.admin.post('/resources', { ...body, kind: 'helicopter' })).status).toBe(400);
  });

  it('lists by name, page by page', async () => {
    const elsewhere = await Practice.open('UTC', practice.app);
    for (const name of ['Cast', 'Ärztegespräch', 'Biopsy']) await elsewhere.type({ name });
    const names = ({ items }: Record<string, { name: string }[]>) => items!.map(({ name }) => name);
    const first = await practice.admin.get(`/appointment-types?facilityId=${elsewhere.facilityId}&limit=2`);
    const second = await practice.admin.get(
      `/appointment-types?facilityId=${elsewhere.facilityId}&limit=2&cursor=${first.body['nextCursor']}`,
    );
    expect([...names(first.body), ...names(second.body)]).toEqual(['Biopsy', 'Cast', 'Ärztegespräch']);
    const local = await practice.app.as('nurse', { facilityId: practice.facilityId });
    expect((await local.get(`/appointment-types?facilityId=${elsewhere.facilityId}`)).body['items']).toEqual([]);
  });

  it('sets the reminder plan of a facility or type, again and again', async () => {
    const { facilityId } = practice;
    const appointmentTypeId = await practice.type();
    const plan = { facilityId, offsets: [{ before: 60, channels: ['sms', 'email'] }, { before: 10_080, channels: ['email'] }] };
    const first = await practice.admin.put('/reminder-plans', plan);
    expect(first).toMatchObject({ status: 200, body: { facilityId, version: 1, offsets: plan.offsets.toReversed() } });
    const second = await practice.admin.put('/reminder-plans', { ...plan, offsets: [] });
    expect(second.body).toMatchObject({ id: first.body['id'], version: 2, offsets: [] });
    await practice.admin.put('/reminder-plans', { ...plan, appointmentTypeId });
    expect((await practice.admin.get(`/reminder-plans?facilityId=${facilityId}`)).body['items']).toHaveLength(2);
    const twice = { ...plan, offsets: [...plan.offsets, ...plan.offsets] };
    expect((await practice.admin.put('/reminder-plans', twice)).body['code']).toBe('duplicate-offset');
    const unknown = { ...plan, appointmentTypeId: randomUUIDv7() };
    expect((await practice.admin.put('/reminder-plans', unknown)).body['code']).toBe('not-found');
  });

  it('is for those who manage it', async () => {
    const receptionist = await practice.app.as('receptionist');
    const answers = await Promise.all([
      receptionist.post('/appointment-types', {}),
      receptionist.post('/resources', {}),
      receptionist.put('/reminder-plans', {}),
      practice.app.stranger.get('/slots'),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([403, 403, 403, 401]);
  });
});
