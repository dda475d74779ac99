import type { DomainEvent } from '#kernel';
import type { Draw } from './allocation.js';
import type { DispenseLine } from './dispense-line.js';

/** Types of the events that dispenses record; their payloads are published in pharmacy.events.ts. */
export const dispenseEvents = {
  dispensed: 'pharmacy.medication-dispensed.v1',
  returned: 'pharmacy.dispense-returned.v1',
  released: 'pharmacy.reservation-released.v1',
} as const;

/** What events tell of a dispense. */
export interface Told {
  id: string;
  facilityId: string;
  locationId: string;
  prescriptionId: string;
  patientId: string;
  lines: readonly DispenseLine[];
  dispensedBy?: string;
  witnessedBy?: string;
}

type Lost = { lotId: string; quantity: number };

export function placeOf({ id: dispenseId, facilityId, locationId, prescriptionId, patientId }: Omit<Told, 'lines'>): object {
  return { dispenseId, facilityId, locationId, prescriptionId, patientId };
}

/** What is charged for. */
export function dispensedEvent(dispense: Told, at: Temporal.Instant): DomainEvent {
  const { id, dispensedBy, witnessedBy } = dispense;
  const who = { dispensedBy, ...(witnessedBy ? { witnessedBy } : {}), dispensedAt: at.toString() };
  const lines = dispense.lines.map(({ draws, ...line }) => ({ ...line, lots: draws.map(lotOf) }));
  return { type: dispenseEvents.dispensed, aggregateId: id, payload: { ...placeOf(dispense), ...who, lines } };
}

export function releasedEvent(dispense: Told, lost: readonly Lost[], cause: { kind: string; id: string }): DomainEvent {
  const lots = lost.map(({ lotId, quantity }) => ({ lotId, quantity }));
  return { type: dispenseEvents.released, aggregateId: dispense.id, payload: { ...placeOf(dispense), cause, lots } };
}

function lotOf({ lotId, quantity, unitCost }: Draw): object {
  return { lotId, quantity, ...(unitCost ? { unitCost } : {}) };
}
