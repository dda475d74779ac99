import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { FixedClock } from '#testing';
import { SweepReminders } from '../../../src/scheduling/application/sweep-reminders.js';
import { startTestApp } from '../../harness/app.js';
import { until } from '../../harness/until.js';
import { Practice } from '../scheduling/practice.js';

interface Message {
  to: string;
  text: string;
}

describe('links in messages', () => {
  const clock = new FixedClock(Temporal.Now.instant().round('second'));
  let practice: Practice;
  let staffId: string;
  let appointmentTypeId: string;

  beforeAll(async () => {
    const env = { PUBLIC_URL: 'https://hospital.example/' };
    practice = await Practice.open(undefined, await startTestApp({ env, clock, work: true }));
    staffId = await practice.doctor({ capacity: 50 });
    appointmentTypeId = await practice.type();
  });

  afterAll(() => practice.close());

  /** An appointment so close that its reminder goes out at once, and the paths of the links in it. */
  async function reminded(email: string, minutes = 90): Promise<{ id: string; confirm: string; cancel: string }> {
    const patientId = await practice.patient([{ system: 'email', value: email }]);
    const start = clock.now().add({ minutes }).round('minute').toString();
    const id = (await practice.book({ patientId, staffId, appointmentTypeId, start })).body['id'] as string;
    let message: Message | undefined;
    await until(async () => {
      await practice.app.app.get(SweepReminders, { strict: false }).execute();
      const kept: Message[] = (await practice.admin.get('/api/v1/admin/sent-messages?limit=200')).body['items'];
      message = kept.find(({ to }) => to === email);
      return message !== undefined;
    });
    const path = (word: string): string =>
      new RegExp(`${word} it: https://hospital\\.example(/api/v1/appointment-links/[\\w.-]+)`).exec(message!.text)![1]!;
    return { id, confirm: path('confirm'), cancel: path('cancel') };
  }

  const follow = (path: string, init: RequestInit = {}): Promise<Response> =>
    fetch(practice.app.origin + path, { redirect: 'manual', ...init, headers: { accept: 'text/html', ...init.headers } });
  const press = (path: string): Promise<Response> => follow(path, { method: 'POST', body: new URLSearchParams({ answer: 'x' }) });
  const statusOf = async (id: string): Promise<string> => (await practice.admin.get(`/appointments/${id}`)).body['status'];

  it('confirm an appointment, and opening one changes nothing', async () => {
    const { id, confirm } = await reminded('confirm@example.org');
    for (let opened = 0; opened < 3; opened++) {
      const page = await follow(confirm);
      expect(page.status).toBe(200);
      expect(await page.text()).toContain('<form method="post">');
    }
    await follow(confirm, { method: 'HEAD' });
    expect(await statusOf(id)).toBe('booked');
    const done = await press(confirm);
    expect([done.status, await statusOf(id)]).toEqual([200, 'confirmed']);
    expect(await done.text()).toContain('confirmed');
    expect((await press(confirm)).status).toBe(200);
    const audit = await practice.app.database.query(
      `select actor_kind, actor_id, patient_id is not null as patient from access.audit_events where resource_id = $1 and action = 'appointment.confirm'`,
      [id],
    );
    expect(audit).toEqual([{ actor_kind: 'system', actor_id: 'appointment-link', patient: true }]);
  });

  it('cancel an appointment, late where it is late, and give its time back', async () => {
    const { id, cancel, confirm } = await reminded('cancel@example.org');
    expect(await (await follow(cancel, { headers: { 'accept-language': 'de-AT,de;q=0.9' } })).text()).toContain('späte Absage');
    expect((await press(cancel)).status).toBe(200);
    const { body } = await practice.admin.get(`/appointments/${id}`);
    expect(body).toMatchObject({ status: 'cancelled', cancelledLate: true });
    expect((await press(cancel)).status).toBe(200);
    expect((await press(confirm)).status).toBe(410);
  });

  it('do one thing only, and only as they were made', async () => {
    const { id, confirm, cancel } = await reminded('forged@example.org');
    const [text, signature] = cancel.split('/').at(-1)!.split('.') as [string, string];
    const swapped = `${confirm.split('.')[0]}.${signature}`;
    const content = JSON.parse(Buffer.from(text, 'base64url').toString()) as object;
    const longer = Buffer.from(JSON.stringify({ ...content, x: 9_999_999_999 })).toString('base64url');
    for (const path of [swapped, `/api/v1/appointment-links/${longer}.${signature}`, `${cancel}x`, cancel.slice(0, -1)]) {
      expect((await press(path)).status).toBe(404);
      expect((await practice.app.stranger.get(path)).body).toMatchObject({ code: 'not-found' });
    }
    expect(await statusOf(id)).toBe('booked');
  });

  it('end when the appointment is moved, and when it begins', async () => {
    const { id, confirm } = await reminded('moved@example.org');
    await practice.act(id, 'reschedule', { start: clock.now().add({ hours: 30 }).round('minute').toString() });
    const page = await press(confirm);
    expect(page.status).toBe(410);
    expect(await page.text()).toContain('of no use any more');
    expect((await practice.app.stranger.get(confirm)).body).toMatchObject({ status: 410, code: 'link-spent' });
    const soon = await reminded('soon@example.org', 5);
    clock.pass({ minutes: 6 });
    expect((await press(soon.cancel)).status).toBe(410);
  });

  it('open a page that loads nothing, runs nothing and stands in no frame', async () => {
    const { cancel } = await reminded('page@example.org');
    const page = await follow(cancel);
    expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(page.headers.get('cache-control')).toBe('no-store');
    const policy = page.headers.get('content-security-policy')!;
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("frame-ancestors 'none'");
    const html = await page.text();
    expect(html).not.toMatch(/<script|https?:|Anna|Berg/);
  });

  it('are not offered where the facility leaves no answers to patients', async () => {
    const { id, cancel } = await reminded('staff-only@example.org');
    const version = (await practice.admin.get(`/facilities/${practice.facilityId}/settings`)).body['version'] as number;
    await practice.admin.patch(`/facilities/${practice.facilityId}/settings`, { scheduling: { patientsMayCancel: false } }, version);
    expect((await press(cancel)).status).toBe(410);
    expect(await statusOf(id)).toBe('booked');
  });
});
