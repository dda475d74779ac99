/** Why a resource is not taken; said in the report. */
export class LeftOut extends Error {
  /** @param waitsFor source key of what must come first, where that is all that is missing */
  constructor(
    readonly reason: string,
    readonly waitsFor?: string,
  ) {
    super(reason);
  }
}

/** The value, or the reason why there is none. */
export function required<T>(value: T | undefined | null, reason: string): T {
  if (value === undefined || value === null) throw new LeftOut(reason);
  return value;
}
