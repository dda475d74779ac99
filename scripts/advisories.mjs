// What a registry's answer about known advisories means for a change. Advisories of what is shipped, not of what only builds it.

/** Severities that nobody ships. */
const GRAVE = ['critical', 'high'];

/**
 * @param {string} report what `npm audit --json` wrote
 * @returns {{ passes: boolean, line: string }} whether a change may land, and one line that says why
 */
export function verdictOn(report) {
  const answer = parsed(report);
  const counts = answer?.metadata?.vulnerabilities;
  if (typeof counts?.total !== 'number') return { passes: true, line: `No known advisories were looked up: ${reasonIn(answer)}.` };
  const grave = Object.values(answer.vulnerabilities ?? {}).filter(({ severity }) => GRAVE.includes(severity));
  const lesser = counts.total - grave.length;
  if (grave.length > 0) return { passes: false, line: `Known advisories of packages that are shipped: ${grave.map(named).sort().join(', ')}.` };
  return { passes: true, line: lesser === 0 ? 'No known advisories.' : `No high or critical advisories; ${lesser} lesser ones.` };
}

function parsed(report) {
  try {
    return JSON.parse(report);
  } catch {
    return undefined;
  }
}

/** Never the text of the registry's answer, which names addresses. */
function reasonIn(answer) {
  return answer?.statusCode ? `the registry answers ${answer.statusCode}` : 'the registry is not reachable';
}

function named({ name, severity, range }) {
  return `${name} ${range} (${severity})`;
}
