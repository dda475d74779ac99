type Members = Record<string, unknown>;

/** The target after a merge patch (RFC 7396). A member that is undefined was not sent. Neither argument is changed. */
export function mergePatch<T extends object>(target: T, patch: object): T {
  const merged: Members = Object.fromEntries(Object.entries(target));
  for (const [name, value] of Object.entries(patch)) {
    if (value === null) delete merged[name];
    else if (value !== undefined) merged[name] = isMembers(value) ? mergePatch(isMembers(merged[name]) ? merged[name] : {}, value) : value;
  }
  return merged as T;
}

function isMembers(value: unknown): value is Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
