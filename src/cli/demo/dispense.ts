import type { InProcessClient } from './in-process-client.js';
import type { Tally } from './tally.js';

interface SignedPrescription {
  id: string;
  status: string;
  lines: { id: string; quantity: number }[];
}

/** One supply of the first prescription that is signed, given out from the facility's first location. */
export async function dispense(api: InProcessClient, tally: Tally, facilityId: string, patientId: string): Promise<void> {
  const prescriptions = await api.list<SignedPrescription>('/prescriptions', { patientId });
  const signed = prescriptions.find(({ status }) => status === 'active');
  const [location] = await api.list<{ id: string }>('/stock-locations', { facilityId });
  if (!signed || !location) return;
  const [known] = await api.list<{ id: string }>('/dispenses', { prescriptionId: signed.id });
  await tally.findOrMake('dispenses', known, () => {
    const lines = signed.lines.map(({ id: prescriptionLineId, quantity }) => ({ prescriptionLineId, quantity }));
    return api.post<{ id: string }>('/dispenses', { prescriptionId: signed.id, locationId: location.id, lines });
  });
}
