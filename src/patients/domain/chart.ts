import type { Allergy } from './allergy.js';
import type { Condition } from './condition.js';
import type { Identifier } from './patient-details.js';

/** One kind of entry in patients' charts. Changes are saved by the unit of work. */
export abstract class ChartEntries<Entry> {
  /** Fails with NotFound at the end of the unit of work where there is no such patient. */
  abstract add(entry: Entry): void;

  /** @throws NotFound where the patient has no such entry */
  abstract get(patientId: string, id: string): Promise<Entry>;

  /** The entry that was taken over from another system under this name. */
  abstract bySource(source: Identifier): Promise<Entry | undefined>;

  /** Saves what was changed, so that versions are the new ones. */
  abstract save(): Promise<void>;
}

export abstract class Allergies extends ChartEntries<Allergy> {}

export abstract class Conditions extends ChartEntries<Condition> {}
