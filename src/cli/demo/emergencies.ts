import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { AccessFacade } from '../../access/index.js';
import type { NewSignIn } from './add-users.js';
import { InProcessClient } from './in-process-client.js';
import type { PastClock } from './past-clock.js';
import type { Tally } from './tally.js';

interface Emergency {
  /** Whose account opens the chart. */
  by: string;
  hoursAgo: number;
  reasonCode: string;
  reason: string;
  review?: { hoursAgo: number; outcome: string; note: string };
}

/** Of patients of the other facility, in their order there. */
const EMERGENCIES: readonly Emergency[] = [
  {
    by: 'quillfeather@demo.aceso.local',
    hoursAgo: 6 * 24,
    reasonCode: 'emergency',
    reason: 'Collapsed on holiday here; medicines and allergies needed before treatment',
    review: { hoursAgo: 5 * 24, outcome: 'justified', note: 'The visit stands in the emergency book of that night' },
  },
  {
    by: 'merrowin@demo.aceso.local',
    hoursAgo: 5 * 24,
    reasonCode: 'patient-request',
    reason: 'On the telephone, asked which vaccination is due',
  },
];

const REVIEWER = 'auditor@demo.aceso.local';

/** What a run knows besides the interface. */
interface Surroundings {
  app: NestFastifyApplication;
  clock: PastClock;
  /** Those made in this run, whose passwords are known. */
  signIns: readonly NewSignIn[];
}

/**
 * Charts that were opened in an emergency some days ago: one reviewed, one whose review is overdue. Only those whose users
 * were made in the same run can be made, since opening takes the password.
 */
export async function openCharts(
  api: InProcessClient,
  tally: Tally,
  patientIds: readonly string[],
  { app, clock, signIns }: Surroundings,
): Promise<void> {
  for (const [at, emergency] of EMERGENCIES.entries()) {
    const patientId = patientIds[at]!;
    const [known] = await api.list<{ id: string }>('/break-glass-accesses', { patientId });
    const password = signIns.find(({ email }) => email === emergency.by)?.password;
    if (known === undefined && password === undefined) continue;
    await tally.findOrMake('emergency accesses', known, async () => {
      const { by, hoursAgo, reasonCode, reason, review } = emergency;
      const holder = await clientOf(app, by);
      const body = { reasonCode, reason, password };
      const opened = await clock.hoursAgo(hoursAgo, () => holder.post<{ id: string }>(`/patients/${patientId}/break-glass`, body));
      if (review) await giveReview(await clientOf(app, REVIEWER), clock, opened.id, review);
      return opened;
    });
  }
}

function giveReview(
  reviewer: InProcessClient,
  clock: PastClock,
  id: string,
  { hoursAgo, ...body }: NonNullable<Emergency['review']>,
): Promise<unknown> {
  return clock.hoursAgo(hoursAgo, () => reviewer.post(`/break-glass-accesses/${id}/review`, body));
}

async function clientOf(app: NestFastifyApplication, email: string): Promise<InProcessClient> {
  const access = app.get(AccessFacade);
  const user = await access.userWith(email);
  if (!user) throw new Error(`There is no user ${email}.`);
  return new InProcessClient(app, (await access.startSession(user.id)).accessToken);
}
