import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { MailServer, type Manners } from '../harness/mail-server.js';
import { ProductProcess } from '../harness/product-process.js';
import { ReminderDesk } from '../harness/reminder-desk.js';
import { until } from '../harness/until.js';

// Whole processes, two for each case: on a busy machine each may take seconds to come up.
jest.setTimeout(90_000);

describe('a worker that is killed in the middle of sending a reminder', () => {
  const mail = new MailServer();
  let desk: ReminderDesk;

  beforeAll(async () => {
    await mail.start();
    desk = await ReminderDesk.open();
  });

  afterEach(() => ProductProcess.killAll());

  afterAll(async () => {
    await desk.close();
    await mail.stop();
  });

  /** Lets one worker get as far as the server lets it, kills it, and lets another take over. */
  async function sendWith(manners: Manners, email: string): Promise<void> {
    mail.manners = manners;
    const asked = mail.asked;
    const reached = (): boolean => (manners === 'ignores' ? mail.asked > asked : mail.to(email).length === 1);
    const first = await ProductProcess.start('worker', desk.environment(mail.url));
    await desk.bookSoon(email);
    await until(async () => {
      await desk.sweepNow();
      return reached();
    }, 60_000);
    await first.kill();
    expect((await desk.ledger())['sending']).toBe(1);
    mail.manners = 'accepts';
    await ProductProcess.start('worker', desk.environment(mail.url));
    await desk.letLeasesEnd();
    await desk.sweepNow();
    await until(async () => (await desk.ledger())['sending'] === undefined && mail.to(email).length > 0, 60_000);
    await until(async () => Object.keys(await desk.ledger()).join() === 'sent', 60_000);
  }

  it('has its message sent by another one, under the same Message-ID where the server had taken it already', async () => {
    await sendWith('goes-silent', 'taken@example.org');
    const ids = mail.to('taken@example.org').map(({ messageId }) => messageId);
    expect(ids).toEqual([expect.stringMatching(/^<reminder-[\da-f-]+@aceso\.invalid>$/), ids[0]]);
    const rows = await desk.practice.app.database.query('select status, attempts from notifications.deliveries');
    expect(rows).toEqual([{ status: 'sent', attempts: 2 }]);
  });

  it('has its message sent once where the server had not taken it', async () => {
    await sendWith('ignores', 'untaken@example.org');
    expect(mail.to('untaken@example.org')).toHaveLength(1);
    const rows = await desk.practice.app.database.query('select status, attempts from scheduling.reminders order by id desc limit 1');
    expect(rows).toEqual([{ status: 'sent', attempts: 2 }]);
  });
});
