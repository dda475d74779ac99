import type { Medication } from './medication.js';

/** The formulary. Changes are saved by the unit of work. */
export abstract class Medications {
  abstract add(medication: Medication): void;

  /** @throws NotFound */
  abstract get(id: string): Promise<Medication>;

  /** Those that exist, in no particular order. */
  abstract all(ids: readonly string[]): Promise<Medication[]>;

  /** Saves what was changed, so that versions are the new ones. */
  abstract save(): Promise<void>;
}
