import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { UnitOfWork } from '#kernel';
import { User } from '../../../src/access/domain/user.js';
import { Users } from '../../../src/access/domain/users.js';
import { colleague, facility } from '../../e2e/access/access-rig.js';
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

  const patient = async (): Promise<string> => {
    const id = randomUUID();
    await app.database.query(
      `insert into patients.patients
         (id, mrn, name, birth_date, sex, contacts, identifiers, emergency_contacts, name_words, duplicate_key, registered_at)
       values ($1, 'M-1', '{}', '1990-01-01', 'female', '[]', '[]', '[]', '{}', 'k', now())`,
      [id],
    );
    return id;
  };

  it('are loaded as they were added, to the last field', async () => {
    const [id, facilityId] = [randomUUID(), await facility(app)];
    const staffId = await colleague(app, facilityId);
    const patientId = await patient();
    const password = { hash: 'h', isShort: true };
    const user = new User({ id, email: 'Ada@test.invalid', displayName: 'Ada', password, staffId, patientId }, now);
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
