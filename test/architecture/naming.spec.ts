import { globSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { namingRules, sizes, type TreeFile } from './naming-rules.js';

const ROOT = resolve(import.meta.dirname, '../..');

const paths = globSync('{src,libs,test,bench,scripts}/**/*.{ts,mjs,js,cjs}', { cwd: ROOT, exclude: ['bench/.work/**'] });
const tree: TreeFile[] = paths.map((path) => ({ path, text: readFileSync(join(ROOT, path), 'utf8') }));

describe('the tree', () => {
  it('is read', () => {
    expect(tree.map(({ path }) => path)).toContain('libs/kernel/index.ts');
  });

  it.each(namingRules)('keeps the rule that $name', ({ isBrokenBy }) => {
    expect(tree.filter(isBrokenBy).map(({ path }) => path)).toEqual([]);
  });

  it('is made of small files', () => {
    const { median, p90 } = sizes(tree);
    expect(median).toBeLessThanOrEqual(60);
    expect(p90).toBeLessThanOrEqual(150);
  });
});

describe('a rule about names', () => {
  it.each(namingRules)('notices a file against "$name"', ({ isBrokenBy, planted }) => {
    expect(isBrokenBy(planted)).toBe(true);
  });
});
