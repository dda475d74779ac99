/** What a run made, and what it found there already. */
export class Tally {
  private readonly counts = new Map<string, { made: number; found: number }>();

  /** Gives back what is there, or makes it. */
  async findOrMake<T>(what: string, found: T | undefined, make: () => Promise<T>): Promise<T> {
    if (found !== undefined) {
      this.count(what).found += 1;
      return found;
    }
    const made = await make();
    this.count(what).made += 1;
    return made;
  }

  made(what: string): number {
    return this.counts.get(what)?.made ?? 0;
  }

  /** `12 staff`, in the order in which they were made. */
  lines(): string[] {
    return [...this.counts].map(([what, { made, found }]) => {
      const known = found === 0 ? '' : made === 0 ? ' (there already)' : ` (${found} of them there already)`;
      return `${String(made + found).padStart(4)} ${what}${known}`;
    });
  }

  private count(what: string): { made: number; found: number } {
    const count = this.counts.get(what) ?? { made: 0, found: 0 };
    this.counts.set(what, count);
    return count;
  }
}
