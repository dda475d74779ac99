import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { UnitOfWork } from '#kernel';
import { User } from '../../../src/access/domain/user.js';
import { Users } from '../../../src/access/domain/users.js';
import { startTestApp, type TestApp } from '../../harness/app.js';

describe('users on PostgreSQL', () => {
  let app: TestApp;
  let users: Users;
  let unitOfWork: UnitOfWork;

  beforeAll(async () => {
    app = await startTestApp();
    users = app.app.get(Users as never);
    unitOfWork = app.app.get(UnitOfWork as never);
  });

  afterAll(() => app.close());

  const now = Temporal.Instant.from('2026-03-29T01:30:00.123Z');

  it('are loaded as they were added, to the last field', async () => {
    const [id, staffId, patientId, facilityId] = [randomUUID(), randomUUID(), randomUUID(), randomUUID()];
    const user = new User({ id, email: 'Ada@test.invalid', displayName: 'Ada', passwordHash: 'h', staffId, patientId }, now);
    user.disable(now);
    await unitOfWork.run(async () => users.add(user, [{ role: 'nurse', facilityId }, { role: 'nurse' }]));

    const loaded = await users.find(id);

    expect(loaded).not.toBe(user);
    expect(JSON.parse(JSON.stringify(loaded))).toEqual(JSON.parse(JSON.stringify(user)));
    expect(loaded?.createdAt.equals(now)).toBe(true);
    expect(await users.grantsOf(id)).toEqual([{ role: 'nurse' }, { role: 'nurse', facilityId }]);
  });

  it('answer with the raised version once they are saved', async () => {
    const id = randomUUID();
    await unitOfWork.run(async () => users.add(new User({ id, email: 'bo@test.invalid', displayName: 'Bo' }, now), []));

    const versions = await unitOfWork.run(async () => {
      const user = await users.find(id);
      await users.save();
      const unchanged = user?.version;
      user?.change({ displayName: 'Bo Berg' });
      await users.save();
      return [unchanged, user?.version];
    });

    expect(versions).toEqual([1, 2]);
  });
});
