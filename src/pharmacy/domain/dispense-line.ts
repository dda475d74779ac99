import type { Draw } from './allocation.js';

/** What is given out for one line of a prescription. */
export interface DispenseLine {
  id: string;
  prescriptionLineId: string;
  medicationId: string;
  /** In which the medication is counted. */
  unit: string;
  quantity: number;
  /** Lots that are held for it, or that it was taken from. */
  draws: readonly Draw[];
}
