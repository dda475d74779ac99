import type { Answer } from '../../harness/api.js';
import type { Practice } from '../scheduling/practice.js';
import { newMedication } from './medicines.js';
import { line as prescribed } from './ward.js';

/** Ids of a prescription that was dispensed from the facility's first location, and of what came back, by their names in paths. */
export async function givenOutAt(practice: Practice, patientId: string, prescriberId: string): Promise<Record<string, string>> {
  const { admin } = practice;
  const medicationId = await newMedication(admin);
  const written = await admin.post('/prescriptions', { patientId, prescriberId, lines: [prescribed(medicationId)] });
  const { body } = await admin.post(`/prescriptions/${written.body['id']}/sign`);
  return { prescriptions: body['id'], lines: body['lines'][0].id, ...(await dispensedAt(practice, body)) };
}

async function dispensedAt({ admin, facilityId }: Practice, prescription: Answer['body']): Promise<Record<string, string>> {
  const { id: prescriptionId, lines } = prescription;
  const locationId = (await admin.get(`/stock-locations?facilityId=${facilityId}`)).body['items'][0].id;
  const delivered = { medicationId: lines[0].medicationId, lotNumber: 'A1', expiresOn: '2099-12-31', quantity: 5 };
  await admin.post('/stock-receipts', { locationId, lines: [delivered] });
  const wanted = [{ prescriptionLineId: lines[0].id, quantity: 2 }];
  const { body: dispensed } = await admin.post('/dispenses', { prescriptionId, locationId, lines: wanted });
  const brought = [{ dispenseLineId: dispensed['lines'][0].id, quantity: 1, condition: 'damaged' }];
  const { body: returned } = await admin.post(`/dispenses/${dispensed['id']}/return`, { lines: brought, reason: 'Discharged' });
  return { dispenses: dispensed['id'], returns: returned['returns'][0].id };
}
