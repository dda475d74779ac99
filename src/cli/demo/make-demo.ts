import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Clock } from '#kernel';
import { AccessFacade } from '../../access/index.js';
import { addMachine, type NewMachine } from './add-machine.js';
import { addUsers, newPassword, type NewSignIn } from './add-users.js';
import { approveLeave } from './approve-leave.js';
import { bookVisits } from './book-visits.js';
import { openCharts } from './emergencies.js';
import { fillFormulary } from './fill-formulary.js';
import { FACILITIES } from './hospital.js';
import { InProcessClient } from './in-process-client.js';
import { type OpenedFacility, openFacility } from './open-facility.js';
import { PastClock } from './past-clock.js';
import { inviteOnePatient } from './patient-account.js';
import { PATIENTS } from './patients.js';
import { dispense } from './dispense.js';
import { prescribe } from './prescribe.js';
import { registerPatient } from './register-patients.js';
import { planWeeks } from './rosters.js';
import { stockShelves } from './stock-shelves.js';
import { Tally } from './tally.js';
import { waitAndRepeat } from './wait-and-repeat.js';
import { watchShelves } from './watch-shelves.js';

/** Who makes the demo, as the audit trail shows it. */
const MAKER = 'admin@demo.aceso.local';

/** Who prescribes at the first facility. */
const PRESCRIBER = 'Quillfeather';

/** Which patient of the first facility has an account, by the place in the list. */
const INVITED = 1;

export interface DemoReport {
  tally: Tally;
  /** Those who were made now, with their passwords. */
  signIns: NewSignIn[];
  /** Those who were made now, with their secrets. */
  machines: NewMachine[];
}

/**
 * Makes a small hospital through the HTTP interface, as an administrator of its own. What an earlier
 * run has made is found again and left as it is, so a run that broke off can be repeated. For one day
 * the data are the same everywhere, but for ids and passwords. What lies in the past needs the application to run by a `PastClock`.
 */
export async function makeDemo(app: NestFastifyApplication): Promise<DemoReport> {
  const tally = new Tally();
  const { userId, signIns } = await administrator(app.get(AccessFacade));
  const { accessToken } = await app.get(AccessFacade).startSession(userId);
  const api = new InProcessClient(app, accessToken);
  const now = app.get(Clock).now();
  const medicines = await fillFormulary(api, tally);
  const facilities: OpenedFacility[] = [];
  const registered: string[][] = [];
  let number = 0;
  for (const [place, plan] of FACILITIES.entries()) {
    const today = now.toZonedDateTimeISO(plan.timeZone).toPlainDate();
    const facility = await openFacility(api, tally, plan, today);
    facilities.push(facility);
    await planWeeks(api, tally, facility, today);
    const ids: string[] = [];
    registered.push(ids);
    for (const patient of PATIENTS[place] ?? []) {
      number += 1;
      const id = await registerPatient(api, tally, { patient, number, facilityId: facility.id });
      ids.push(id);
      await bookVisits(api, tally, facility, { id, number, patient }, today);
    }
    await approveLeave(api, tally, facility, today);
    await waitAndRepeat(api, tally, facility, ids, today);
    await stockShelves(api, tally, facility.id, today);
    await watchShelves(api, tally, facility.id);
  }
  await prescribe(api, tally, medicines, registered[0]!, facilities[0]!.staff.get(PRESCRIBER)!);
  await dispense(api, tally, facilities[0]!.id, registered[0]![0]!);
  signIns.push(...(await addUsers(api, tally, facilities)));
  signIns.push(...(await inviteOnePatient(api, tally, registered[0]![INVITED]!, PATIENTS[0]![INVITED]!)));
  const clock = app.get(Clock);
  if (clock instanceof PastClock) await openCharts(api, tally, registered[1]!, { app, clock, signIns });
  const machines = await addMachine(api, tally, facilities[0]!);
  await api.post('/auth/logout');
  return { tally, signIns, machines };
}

async function administrator(access: AccessFacade): Promise<{ userId: string; signIns: NewSignIn[] }> {
  const known = await access.userWith(MAKER);
  if (known) return { userId: known.id, signIns: [] };
  const signIn = { email: MAKER, password: newPassword(), role: 'admin' };
  const { email, password, role } = signIn;
  const { id } = await access.createUser({ email, password, displayName: 'Demo administrator', roles: [{ role }] });
  return { userId: id, signIns: [signIn] };
}
