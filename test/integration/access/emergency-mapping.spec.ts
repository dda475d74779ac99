import { randomBytes, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { UnitOfWork } from '#kernel';
import { BreakGlassAccess, BreakGlassRules } from '../../../src/access/domain/break-glass-access.js';
import { BreakGlassAccesses } from '../../../src/access/domain/break-glass-accesses.js';
import { InvitationRules, PatientInvitation } from '../../../src/access/domain/patient-invitation.js';
import { PatientInvitations } from '../../../src/access/domain/patient-invitations.js';
import { person } from '../../e2e/access/access-rig.js';
import { registered } from '../../e2e/access/emergency.js';
import { startTestApp, type TestApp } from '../../harness/app.js';

const NOW = Temporal.Instant.from('2026-03-29T01:30:00.123Z');
const plain = (thing: unknown): unknown => JSON.parse(JSON.stringify(thing));

describe('opened charts and invitations on PostgreSQL', () => {
  let app: TestApp;
  let unitOfWork: UnitOfWork;
  let accesses: BreakGlassAccesses;
  let invitations: PatientInvitations;

  beforeAll(async () => {
    app = await startTestApp();
    [unitOfWork, accesses, invitations] = [
      app.app.get(UnitOfWork as never),
      app.app.get(BreakGlassAccesses as never, { strict: false }),
      app.app.get(PatientInvitations as never, { strict: false }),
    ];
  });

  afterAll(() => app.close());

  it('are loaded as they were added and changed, to the last field', async () => {
    const [userId, reviewerId, patientId, id] = [(await person(app)).id, (await person(app)).id, await registered(app), randomUUID()];
    const opening = { id, userId, patientId, reasonCode: 'disaster', reason: 'Train accident\nTrack 3' } as const;
    const access = BreakGlassAccess.open(opening, new BreakGlassRules(60, 72), NOW);
    await unitOfWork.run(async () => accesses.add(access));
    expect(plain(await accesses.find(id))).toEqual(plain(access));

    const reviewed = await unitOfWork.run(async () => {
      const loaded = (await accesses.find(id))!;
      loaded.end(NOW.add({ minutes: 7 }));
      loaded.review({ reviewerId, outcome: 'inconclusive', note: 'Unclear' }, NOW.add({ hours: 9 }));
      await accesses.save(loaded, { id: randomUUID(), note: 'Unclear' });
      return loaded;
    });
    expect(plain(await accesses.find(id))).toEqual(plain(reviewed));
  });

  it('open a chart no more than once at a time, whatever the times look like', async () => {
    const [userId, patientId] = [(await person(app)).id, await registered(app)];
    const open = (from: string, until: string, ended: string | null = null): Promise<unknown> =>
      app.database.query(
        `insert into access.break_glass_accesses
           (id, user_id, patient_id, reason_code, reason, opened_at, expires_at, ended_at, review_due_at)
         values ($1, $2, $3, 'emergency', 'x', $4, $5, $6, $5)`,
        [randomUUID(), userId, patientId, ...[from, until, ended].map((at) => at && `2026-03-29T${at}:00Z`)],
      );

    await open('10:00', '11:00');
    await expect(open('10:59', '11:59')).rejects.toThrow('break_glass_accesses_one_at_a_time');
    await open('11:00', '12:00', '11:10');
    await open('11:10', '12:10');
    await expect(open('09:00', '10:01')).rejects.toThrow('break_glass_accesses_one_at_a_time');
  });

  it('keep an invitation as it was made and accepted', async () => {
    const [user, patientId, id, codeHash] = [await person(app), await registered(app), randomUUID(), randomBytes(32).toString('hex')];
    const fields = { id, patientId, codeHash, email: 'anna@test.invalid', invitedBy: user.id };
    const invitation = new PatientInvitation(fields, new InvitationRules(14), NOW);
    await unitOfWork.run(() => invitations.replace(invitation, NOW));
    expect(plain(await invitations.find(id, patientId))).toEqual(plain(invitation));

    const accepted = await unitOfWork.run(async () => {
      const taken = (await invitations.take(codeHash))!;
      taken.noteFailure();
      taken.accept(user.id, NOW.add({ hours: 1 }));
      await invitations.save();
      return taken;
    });
    expect(plain(await invitations.find(id, patientId))).toEqual(plain(accepted));
    expect(await invitations.find(id, randomUUID())).toBeUndefined();
  });
});
