import type { Displacement } from './displacement.js';

/** The worklist: appointments that lost their ground. */
export abstract class Displacements {
  /** Where somebody else records the same at the same time, the unit of work runs again. */
  abstract add(displacement: Displacement): void;

  /** All that were ever recorded for the appointments. */
  abstract ofAppointments(appointmentIds: readonly string[]): Promise<Displacement[]>;

  /** Puts down what was added and changed so far, so that no statement grows beyond measure. */
  abstract save(): Promise<void>;
}
