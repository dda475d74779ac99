/**
 * A stretch of time in epoch milliseconds, up to and without `until`. The form in which calendars are
 * computed: thousands of comparisons cost nothing, and a calendar is turned into instants at the end.
 */
export interface Span {
  readonly from: number;
  readonly until: number;
}

export const MINUTE = 60_000;

export function overlap(one: Span, other: Span): boolean {
  return one.from < other.until && other.from < one.until;
}

/** The same time as ordered spans that neither overlap nor touch. */
export function union(spans: readonly Span[]): Span[] {
  const joined: { from: number; until: number }[] = [];
  for (const { from, until } of spans.filter((span) => span.from < span.until).sort((a, b) => a.from - b.from)) {
    const last = joined.at(-1);
    if (last && from <= last.until) last.until = Math.max(last.until, until);
    else joined.push({ from, until });
  }
  return joined;
}

/** What is left of the spans where the holes are taken out. */
export function without(spans: readonly Span[], holes: readonly Span[]): Span[] {
  let left = [...spans];
  for (const hole of holes) left = left.flatMap((span) => cut(span, hole));
  return left;
}

function cut(span: Span, hole: Span): Span[] {
  if (!overlap(span, hole)) return [span];
  const before = { from: span.from, until: hole.from };
  const after = { from: hole.until, until: span.until };
  return [before, after].filter((part) => part.from < part.until);
}

/** What of the spans lies in one of the limits. */
export function within(spans: readonly Span[], limits: readonly Span[]): Span[] {
  return spans.flatMap((span) =>
    limits
      .filter((limit) => overlap(span, limit))
      .map((limit) => ({ from: Math.max(span.from, limit.from), until: Math.min(span.until, limit.until) })),
  );
}

/** True where one of the (united) spans holds the wanted one entirely. */
export function covers(spans: readonly Span[], wanted: Span): boolean {
  return spans.some((span) => span.from <= wanted.from && wanted.until <= span.until);
}
