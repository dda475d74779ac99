import { NotFound, type RowScope } from '#kernel';
import type { Allergy } from './allergy.js';
import type { Condition } from './condition.js';
import type { Identifier } from './patient-details.js';

/** Patients' charts as a whole: who may open them. */
export abstract class Charts {
  /** Whether a scope reaches a patient's chart; true without looking where it reaches all of them. */
  abstract isOpen(patientId: string, scope: RowScope): Promise<boolean>;

  /** @throws NotFound where the scope doesn't reach the chart, as if there were no such thing */
  async expectOpen(patientId: string, scope: RowScope, what: string): Promise<void> {
    if (!(await this.isOpen(patientId, scope))) throw new NotFound(what);
  }
}

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
