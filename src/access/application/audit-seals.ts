/** The chain of seals over the audit trail. */
export abstract class AuditSeals {
  abstract isSomethingWaiting(): Promise<boolean>;

  /**
   * Seals the rows that wait, in the surrounding unit of work. One sealer at a time: of several, the others seal nothing.
   * @returns how many rows were sealed
   */
  abstract sealNext(most: number): Promise<number>;

  /** Age in seconds of the oldest row that waits for its seal. */
  abstract oldestWaiting(): Promise<number>;
}
