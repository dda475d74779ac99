/** Whether two plain values differ; the order of an object's members, and members that are undefined, mean nothing. */
export function differs(one: unknown, other: unknown): boolean {
  if (!isObject(one) || !isObject(other)) return one !== other;
  if (Array.isArray(one) !== Array.isArray(other)) return true;
  const names = new Set([...Object.keys(one), ...Object.keys(other)]);
  return [...names].some((name) => differs(one[name], other[name]));
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
