import type { InProcessClient } from './in-process-client.js';
import type { OpenedFacility } from './open-facility.js';
import type { Tally } from './tally.js';

/** How a new machine gets its tokens; said once and never kept. */
export interface NewMachine {
  name: string;
  clientId: string;
  clientSecret: string;
}

const NAME = 'Laboratory system';

/** Makes an account for the laboratory's system, which reads appointments of one facility and finds its patients. */
export async function addMachine(api: InProcessClient, tally: Tally, facility: OpenedFacility): Promise<NewMachine[]> {
  const known = (await api.list<{ name: string }>('/service-accounts')).find(({ name }) => name === NAME);
  const made: NewMachine[] = [];
  await tally.findOrMake('service accounts', known, async () => {
    const body = { name: NAME, scopes: ['patient:find', 'appointment:read'], facilityId: facility.id };
    const machine = await api.post<NewMachine>('/service-accounts', body);
    made.push(machine);
    return machine;
  });
  return made;
}
