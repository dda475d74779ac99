import { describe, expect, it } from '@jest/globals';
// @ts-expect-error plain JavaScript, which also runs before anything is installed
import { verdictOn as untyped } from '../../scripts/advisories.mjs';

const verdictOn = untyped as (report: string) => { passes: boolean; line: string };

const NONE = { info: 0, low: 0, moderate: 0, high: 0, critical: 0, total: 0 };

function report(...found: { name: string; severity: 'low' | 'moderate' | 'high' | 'critical' }[]): string {
  const counts = found.reduce((sum, { severity }) => ({ ...sum, [severity]: sum[severity] + 1, total: sum.total + 1 }), NONE);
  const vulnerabilities = Object.fromEntries(found.map(({ name, severity }) => [name, { name, severity, range: '<2.0.1' }]));
  return JSON.stringify({ auditReportVersion: 2, vulnerabilities, metadata: { vulnerabilities: counts } });
}

describe('known advisories of what is shipped', () => {
  it('let a change land where there are none', () => {
    expect(verdictOn(report())).toEqual({ passes: true, line: 'No known advisories.' });
  });

  it('let it land where none is high or critical, and are counted', () => {
    const verdict = verdictOn(report({ name: 'a', severity: 'low' }, { name: 'b', severity: 'moderate' }));

    expect(verdict).toEqual({ passes: true, line: 'No high or critical advisories; 2 lesser ones.' });
  });

  it('stop it where one is high or critical, and are named', () => {
    const verdict = verdictOn(report({ name: 'b', severity: 'high' }, { name: 'a', severity: 'critical' }, { name: 'c', severity: 'low' }));

    expect(verdict).toEqual({
      passes: false,
      line: 'Known advisories of packages that are shipped: a <2.0.1 (critical), b <2.0.1 (high).',
    });
  });

  it.each([
    ['{"message":"405 Method Not Allowed","statusCode":405,"uri":"https://example.org/advisories"}', 'the registry answers 405'],
    ['{"error":{"code":"ENOTFOUND","summary":"request to https://example.org failed"}}', 'the registry is not reachable'],
    ['{"message":"request to https://example.org failed, reason: connect ECONNREFUSED"}', 'the registry is not reachable'],
    ['', 'the registry is not reachable'],
    ['<html>', 'the registry is not reachable'],
    ['null', 'the registry is not reachable'],
    ['{"metadata":{}}', 'the registry is not reachable'],
  ])('stop nothing where they can not be looked up: %s', (text, reason) => {
    const { passes, line } = verdictOn(text);

    expect(passes).toBe(true);
    expect(line).toBe(`No known advisories were looked up: ${reason}.`);
  });
});
