import type { AuditEntry } from '#kernel';

/** One audit row about an answer: what it showed of which patients, or what it refused. */
export interface AnswerEntry extends AuditEntry {
  outcome: 'success' | 'refused';
  /** Where the answer showed several patients; one alone is `patientId`. */
  patientIds?: readonly string[];
}

/** Writes audit rows about answers, outside of any unit of work. Who is acting is known from the surroundings. */
export abstract class AnswerTrail {
  /**
   * Settles when the row is durable, so that the answer may leave. An answer that nobody waits for any more may leave its
   * rejection unheard: that ends no process.
   * @throws Unavailable where it can't be written
   */
  abstract record(entry: AnswerEntry): Promise<void>;
}
