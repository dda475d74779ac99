import { resolve } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { ESLint } from 'eslint';

const ROOT = resolve(import.meta.dirname, '../..');

// The text stands in for a file that exists, since the compiler answers only for files of its project.
const KERNEL = 'libs/kernel/clock.ts';
const PRODUCT = 'src/config.ts';

const nested = `export function f(n: number): number {\n${'if (n > 1) {\n'.repeat(4)}return 1;\n${'}\n'.repeat(4)}return n;\n}\n`;
const branches = Array.from({ length: 10 }, (_, n) => `if (n === ${n}) return ${n};\n`).join('');
const nestImport = (name: string): string => `import { ${name} } from '@nestjs/common';\nexport const x = ${name};\n`;

interface Plant {
  rule: string;
  what: string;
  path?: string;
  text: string;
}

const planted: Plant[] = [
  { rule: 'max-lines', what: 'a long file', text: 'void 0;\n'.repeat(251) },
  { rule: 'max-depth', what: 'deep nesting', text: nested },
  { rule: 'complexity', what: 'eleven ways through', text: `export function pick(n: number): number {\n${branches}return n;\n}\n` },
  { rule: 'max-len', what: 'a long line', text: `export const text = '${'a'.repeat(140)}';\n` },
  { rule: 'quotes', what: 'double quotes', text: 'export const text = "a";\n' },
  { rule: 'no-warning-comments', what: 'work left for later', text: `// ${'TO'}${'DO'}: later\n` },
  { rule: 'no-console', what: 'writing past the logger', text: 'console.log(1);\n' },
  { rule: 'no-restricted-imports', what: 'an HTTP status by name', text: nestImport('HttpStatus') },
  { rule: 'no-restricted-imports', what: 'an HTTP exception', text: nestImport('NotFoundException') },
  {
    rule: 'no-restricted-syntax',
    what: 'an HTTP status by number',
    text: 'declare const r: { status(n: number): void };\nr.status(404);\n',
  },
  { rule: 'no-restricted-globals', what: 'a clock in the core', path: KERNEL, text: 'export const now = new Date();\n' },
  { rule: 'no-restricted-properties', what: 'now in the core', path: KERNEL, text: 'export const now = Temporal.Now.instant();\n' },
  { rule: '@typescript-eslint/no-floating-promises', what: 'a promise nobody awaits', text: 'Promise.resolve(1);\n' },
  { rule: '@typescript-eslint/no-explicit-any', what: 'any', text: 'const x: any = 1;\nvoid x;\n' },
  { rule: '@typescript-eslint/no-unused-vars', what: 'an unused variable', text: 'const unused = 1;\n' },
  {
    rule: '@typescript-eslint/consistent-type-imports',
    what: 'a type imported as a value',
    text: 'import { Clock } from \'#kernel\';\nexport type X = Clock;\n',
  },
];

describe('the lint rules', () => {
  let eslint: ESLint;

  beforeAll(() => {
    eslint = new ESLint({ cwd: ROOT });
  });

  it.each(planted)('$rule notices $what', async ({ rule, path = PRODUCT, text }) => {
    const [result] = await eslint.lintText(text, { filePath: resolve(ROOT, path) });
    expect([...new Set(result?.messages.map(({ ruleId }) => ruleId))]).toEqual([rule]);
  }, 60_000);
});
