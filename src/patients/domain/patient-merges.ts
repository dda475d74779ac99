import type { PatientMerge } from './patient-merge.js';

/** The merges that were made, whether they stand or not. */
export abstract class Merges {
  abstract add(merge: PatientMerge): void;

  /**
   * A merge that nobody else reverts until the end of the unit of work.
   * @throws NotFound
   */
  abstract lock(id: string): Promise<PatientMerge>;

  /** Saves what was changed and added so far, so that the database knows who is merged, and versions are the new ones. */
  abstract settle(): Promise<void>;
}

/** What all contexts hold of patients. */
export abstract class Holdings {
  /**
   * Refuses while something of the two has to be settled by a person.
   * @throws MergeConflict
   */
  abstract expectSettled(merge: PatientMerge): Promise<void>;

  /**
   * Gives everything that names the merged record to the survivor, and writes down what that was.
   * @throws MergeConflict
   */
  abstract move(merge: PatientMerge): Promise<void>;

  /**
   * Gives back what was moved and still names the survivor.
   * @throws MergeConflict
   */
  abstract restore(merge: PatientMerge): Promise<void>;
}
