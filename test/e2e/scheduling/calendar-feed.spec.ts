import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Api } from '../../harness/api.js';
import { Practice } from './practice.js';

describe('a practitioner’s calendar feed', () => {
  let practice: Practice;
  let staffId: string;
  let doctor: Api;
  let appointmentTypeId: string;

  beforeAll(async () => {
    practice = await Practice.open();
    staffId = await practice.doctor({ capacity: 5 });
    appointmentTypeId = await practice.type({ name: 'Hepatitis check' });
    doctor = await practice.app.as('doctor', { staffId });
  });

  afterAll(() => practice.close());

  async function give(): Promise<{ id: string; path: string }> {
    const { status, body } = await doctor.post(`/staff/${staffId}/calendar-links`);
    expect(status).toBe(201);
    return { id: body['id'], path: (body['url'] as string).replace(/^https?:\/\/[^/]+/, '') };
  }

  const fetchFeed = (path: string, headers: Record<string, string> = {}): Promise<Response> =>
    fetch(practice.app.origin + path, { headers });

  it('holds what is booked and nobody’s name, and follows what is moved and cancelled', async () => {
    const { path } = await give();
    const patientId = await practice.patient();
    const { body } = await practice.book({ patientId, staffId, appointmentTypeId, start: practice.at(3, '10:00'), reason: 'liver' });
    const id = body['id'] as string;
    const first = await fetchFeed(path);
    expect([first.status, first.headers.get('content-type')]).toEqual([200, 'text/calendar; charset=utf-8']);
    const text = await first.text();
    const start = (body['start'] as string).replace(/[-:]/g, '');
    expect(text).toContain(`UID:appointment-${id}@aceso.invalid\r\nSEQUENCE:0\r\n`);
    expect(text).toContain(`DTSTART:${start}`);
    expect(text).not.toMatch(/Anna|Berg|liver|Hepatitis|ATTENDEE/);
    await practice.act(id, 'reschedule', { start: practice.at(4, '10:00') });
    expect(await (await fetchFeed(path)).text()).toContain('SEQUENCE:1');
    await practice.act(id, 'cancel', { reason: 'ill' });
    expect(await (await fetchFeed(path)).text()).not.toContain(id);
  });

  it('names the type where the facility says so', async () => {
    const { path } = await give();
    await practice.book({ patientId: await practice.patient(), staffId, appointmentTypeId, start: practice.at(5, '10:00') });
    const settings = `/facilities/${practice.facilityId}/settings`;
    const { body } = await practice.admin.get(settings);
    await practice.admin.patch(settings, { messages: { calendarDetail: 'type' } }, body['version']);
    expect(await (await fetchFeed(path)).text()).toContain('SUMMARY:Hepatitis check');
  });

  it('is sent again only when something has changed', async () => {
    const { path } = await give();
    const etag = (await fetchFeed(path)).headers.get('etag')!;
    const again = await fetchFeed(path, { 'if-none-match': etag });
    expect([again.status, await again.text()]).toEqual([304, '']);
    await practice.book({ patientId: await practice.patient(), staffId, appointmentTypeId, start: practice.at(6, '10:00') });
    expect((await fetchFeed(path, { 'if-none-match': etag })).status).toBe(200);
  });

  it('is closed by taking the link back, and opened by no other', async () => {
    const [one, other] = [await give(), await give()];
    expect((await doctor.delete(`/staff/${staffId}/calendar-links/${one.id}`)).status).toBe(204);
    expect((await fetchFeed(one.path)).status).toBe(404);
    expect((await fetchFeed(other.path)).status).toBe(200);
    const colleague = await practice.doctor();
    for (const path of [other.path.replace(staffId, colleague), `${other.path}x`, other.path.split('?')[0]!]) {
      expect([400, 404]).toContain((await fetchFeed(path)).status);
    }
    const { body } = await doctor.get(`/staff/${staffId}/calendar-links`);
    const links = body['items'] as { id: string; revokedAt?: string }[];
    expect(links.find(({ id }) => id === one.id)).toMatchObject({ revokedAt: expect.any(String) });
    expect(JSON.stringify(links)).not.toContain('token');
  });

  it('is one’s own to give out, or of who manages the staff', async () => {
    const colleague = await practice.doctor();
    expect((await doctor.post(`/staff/${colleague}/calendar-links`)).status).toBe(404);
    expect((await (await practice.app.as('hr-manager')).post(`/staff/${colleague}/calendar-links`)).status).toBe(201);
    expect((await (await practice.app.as('patient')).post(`/staff/${colleague}/calendar-links`)).status).toBe(403);
  });
});
