interface Group<Entry> {
  entries: Entry[];
  written: PromiseWithResolvers<void>;
}

/**
 * Writes entries of many requests together: what comes up while one group is being written waits for the next, so that
 * however many there are, few statements and commits are under way. Each waits for its own group to be durable.
 */
export class GroupCommit<Entry> {
  private group?: Group<Entry> | undefined;
  private writing = false;

  /** @param write settles when the entries are durable */
  constructor(private readonly write: (entries: readonly Entry[]) => Promise<unknown>) {}

  /**
   * Settles when the entry is durable.
   * @throws what `write` threw; nothing of the group counts as written then
   */
  add(entry: Entry): Promise<void> {
    this.group ??= this.open();
    this.group.entries.push(entry);
    return this.group.written.promise;
  }

  private open(): Group<Entry> {
    if (!this.writing) this.writeSoon();
    const written = Promise.withResolvers<void>();
    // Whoever added the entry may be gone by then, which must not end the process.
    written.promise.catch(() => undefined);
    return { entries: [], written };
  }

  /** After the events at hand, since requests that one read of a socket has brought come together. */
  private writeSoon(): void {
    this.writing = true;
    setImmediate(() => void this.writeGroup());
  }

  private async writeGroup(): Promise<void> {
    const { entries, written } = this.group!;
    this.group = undefined;
    try {
      await this.write(entries);
      written.resolve();
    } catch (error) {
      written.reject(error);
    }
    this.writing = false;
    if (this.group) this.writeSoon();
  }
}
