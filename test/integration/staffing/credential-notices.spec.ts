import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Clock, Ids, UnitOfWork } from '#kernel';
import { FixedClock } from '#testing';
import { NoticeCredentials } from '../../../src/staffing/application/notice-credentials.js';
import { CredentialNotices } from '../../../src/staffing/domain/credential-notice.js';
import { StaffingFacade } from '../../../src/staffing/index.js';
import { Practice } from '../../e2e/scheduling/practice.js';
import { credentialBody } from '../../e2e/staffing/staffing-records.js';

describe('credentials as time passes', () => {
  let practice: Practice;
  let clock: FixedClock;

  beforeAll(async () => {
    practice = await Practice.open('Pacific/Auckland');
    clock = new FixedClock(practice.app.app.get(Clock).now());
  });

  afterAll(() => practice.close());

  function notice(): Promise<number> {
    const { app } = practice.app;
    return new NoticeCredentials(app.get(UnitOfWork), app.get(CredentialNotices), app.get(Ids), clock).execute();
  }

  function told(credentialId: string): Promise<{ type: string }[]> {
    return practice.app.database.query(
      `select type from platform.outbox where payload ->> 'credentialId' = $1 and type ~ 'expir' order by seq`,
      [credentialId],
    );
  }

  async function credential(validUntil: Temporal.PlainDate): Promise<{ staffId: string; id: string }> {
    const staffId = await practice.doctor();
    const body = credentialBody({ kind: 'registration', validUntil: validUntil.toString() });
    return { staffId, id: (await practice.admin.post(`/staff/${staffId}/credentials`, body)).body['id'] as string };
  }

  it('are told to be expiring and expired at the facility’s midnight, once each, however many look', async () => {
    const today = Temporal.Now.plainDateISO('Pacific/Auckland');
    const { id } = await credential(today.add({ days: 100 }));
    await notice();
    expect(await told(id)).toEqual([]);
    const midnight = today.add({ days: 101 }).toZonedDateTime('Pacific/Auckland').toInstant();
    clock.moveTo(midnight.subtract({ seconds: 1 }));
    await Promise.all(Array.from({ length: 6 }, notice));
    expect(await told(id)).toEqual([{ type: 'staffing.credential-expiring.v1' }]);
    clock.moveTo(midnight);
    await Promise.all(Array.from({ length: 6 }, notice));
    expect(await told(id)).toEqual([{ type: 'staffing.credential-expiring.v1' }, { type: 'staffing.credential-expired.v1' }]);
    expect(await notice()).toBe(0);
  });

  it('that are suspended are not told to be expiring', async () => {
    const { staffId, id } = await credential(Temporal.Now.plainDateISO('UTC').add({ days: 5 }));
    await practice.admin.post(`/staff/${staffId}/credentials/${id}/suspend`, { reason: 'Under review' });
    clock.moveTo(Temporal.Now.instant());
    await notice();
    expect(await told(id)).toEqual([]);
  });

  it('bear on the right to practise at that very moment', async () => {
    const staffing = practice.app.app.get(StaffingFacade);
    const staffId = await practice.doctor();
    const now = Temporal.Now.instant();
    expect(await staffing.standing(staffId, now)).toMatchObject({ role: 'doctor', employed: true, onLeave: false, lackingCredentials: [] });
    const [licence] = (await practice.admin.get(`/staff/${staffId}/credentials`)).body['items'];
    await practice.admin.post(`/staff/${staffId}/credentials/${licence.id}/suspend`, { reason: 'Under review' });
    expect(await staffing.standing(staffId, Temporal.Now.instant())).toMatchObject({ lackingCredentials: ['medical-licence'] });
    expect(await staffing.standing(staffId, now)).toMatchObject({ lackingCredentials: [] });
    const ended = Temporal.PlainDate.from(licence.validUntil).add({ days: 1 }).toZonedDateTime('Pacific/Auckland').toInstant();
    await practice.admin.post(`/staff/${staffId}/credentials/${licence.id}/reinstate`);
    expect(await staffing.standing(staffId, ended.subtract({ seconds: 1 }))).toMatchObject({ lackingCredentials: [] });
    expect(await staffing.standing(staffId, ended)).toMatchObject({ lackingCredentials: ['medical-licence'] });
    expect(await staffing.standing(practice.facilityId, now)).toBeUndefined();
  });
});
