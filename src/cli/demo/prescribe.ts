import type { InProcessClient } from './in-process-client.js';
import type { Tally } from './tally.js';

/** What some patients take: by their place in the list; tablets a day and days of one supply. */
const PRESCRIBED = [
  { patient: 0, medicine: 'Lisinopril', times: 1, days: 28, refills: 5 },
  { patient: 2, medicine: 'Metformin', times: 2, days: 28, refills: 2 },
  { patient: 3, medicine: 'Paracetamol', times: 3, days: 5, refills: 0 },
];

/** Three prescriptions: two are signed, on behalf of the doctor who prescribes, and the last is a draft. */
export async function prescribe(
  api: InProcessClient,
  tally: Tally,
  medicines: ReadonlyMap<string, string>,
  patientIds: readonly string[],
  prescriberId: string,
): Promise<void> {
  for (const [index, { patient, medicine, times, days, refills }] of PRESCRIBED.entries()) {
    const patientId = patientIds[patient]!;
    const [known] = await api.list<{ id: string }>('/prescriptions', { patientId });
    await tally.findOrMake('prescriptions', known, async () => {
      const line = {
        medicationId: medicines.get(medicine)!,
        dose: { quantity: 1, unit: 'tablet' },
        frequency: { times, per: 'day' },
        route: 'oral',
        durationDays: days,
        quantity: times * days,
        refills,
      };
      const written = await api.post<{ id: string }>('/prescriptions', { patientId, prescriberId, lines: [line] });
      return index === PRESCRIBED.length - 1 ? written : api.post<{ id: string }>(`/prescriptions/${written.id}/sign`);
    });
  }
}
