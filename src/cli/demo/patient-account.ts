import { newPassword, type NewSignIn } from './add-users.js';
import type { InProcessClient } from './in-process-client.js';
import type { DemoPatient } from './patients.js';
import type { Tally } from './tally.js';

/** Gives one patient an account of their own, as a reception would: by a code that the patient uses. */
export async function inviteOnePatient(
  api: InProcessClient,
  tally: Tally,
  patientId: string,
  { family, born }: DemoPatient,
): Promise<NewSignIn[]> {
  const email = `${family.toLowerCase()}@demo.aceso.local`;
  const known = (await api.list<{ email: string }>('/users')).find((user) => user.email === email);
  const signIn = { email, password: newPassword(), role: 'patient' };
  await tally.findOrMake('accounts of patients', known, async () => {
    const { code } = await api.post<{ code: string }>(`/patients/${patientId}/invitations`);
    await api.post('/auth/invitations/accept', { code, birthDate: born, email, password: signIn.password });
    return { email };
  });
  return known ? [] : [signIn];
}
