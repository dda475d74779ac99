import { randomBytes } from 'node:crypto';
import type { InProcessClient } from './in-process-client.js';
import type { OpenedFacility } from './open-facility.js';
import type { Tally } from './tally.js';

/** How somebody new signs in; said once and never kept. */
export interface NewSignIn {
  email: string;
  password: string;
  role: string;
}

interface DemoUser {
  role: string;
  /** Whose account it is; without it, a person who is not on the staff. */
  family?: string;
  /** The role counts at this facility only, by its place in the list. */
  at?: number;
}

const USERS: readonly DemoUser[] = [
  { role: 'doctor', family: 'Quillfeather', at: 0 },
  { role: 'nurse', family: 'Merrowin', at: 0 },
  { role: 'pharmacist', family: 'Thornapple', at: 0 },
  { role: 'receptionist', family: 'Lockbriar', at: 0 },
  { role: 'doctor', family: 'Saltmarsh', at: 1 },
  { role: 'receptionist', family: 'Larkspur', at: 1 },
  { role: 'billing-clerk' },
  { role: 'billing-supervisor' },
  { role: 'hr-manager' },
  { role: 'analyst' },
  { role: 'auditor' },
  { role: 'ops' },
];

/** A password that nobody can guess, of 20 characters. */
export function newPassword(): string {
  return randomBytes(15).toString('base64url');
}

/** Makes a user for each of the main roles. */
export async function addUsers(api: InProcessClient, tally: Tally, facilities: readonly OpenedFacility[]): Promise<NewSignIn[]> {
  const known = new Set((await api.list<{ email: string }>('/users')).map(({ email }) => email));
  const made: NewSignIn[] = [];
  for (const { role, family, at } of USERS) {
    const facility = at === undefined ? undefined : facilities[at];
    const email = `${(family ?? role).toLowerCase()}@demo.aceso.local`;
    const signIn = { email, password: newPassword(), role };
    const body = {
      email,
      password: signIn.password,
      displayName: displayNameOf(role, family),
      roles: [{ role, facilityId: facility?.id }],
      staffId: family === undefined ? undefined : facility?.staff.get(family),
    };
    const there = known.has(email) ? signIn : undefined;
    await tally.findOrMake('users', there, async () => {
      await api.post('/users', body);
      made.push(signIn);
      return signIn;
    });
  }
  return made;
}

function displayNameOf(role: string, family: string | undefined): string {
  const work = role.replaceAll('-', ' ');
  return family === undefined ? `Demo ${work}` : `${family}, ${work}`;
}
