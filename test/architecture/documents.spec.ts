import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { describe, expect, it } from '@jest/globals';

const ROOT = resolve(import.meta.dirname, '../..');
const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');
const matches = (text: string, pattern: RegExp): string[] => [...new Set([...text.matchAll(pattern)].map((match) => match[1]!))].sort();

const documents = globSync(['*.md', 'docs/**/*.md', 'bench/*.md'], { cwd: ROOT });
const sources = globSync('src/**/*.ts', { cwd: ROOT, exclude: (name) => name.endsWith('.spec.ts') });
const records = globSync('docs/adr/*.md', { cwd: ROOT }).sort();

describe('the documents', () => {
  it.each(documents)('%s links to nothing that is not there', (document) => {
    const targets = matches(read(document), /\]\((?!https?:|#|mailto:)([^)#\s]+)/g);
    expect(targets.filter((target) => !existsSync(join(ROOT, dirname(document), target)))).toEqual([]);
  });

  it('keep the README short', () => {
    expect(read('README.md').split('\n').length).toBeLessThanOrEqual(150);
  });

  it('explain every environment variable and no other', () => {
    const firstCells = read('docs/operations.md').split('\n').filter((line) => line.startsWith('| `')).map((line) => line.split('|')[1]);
    const explained = matches(firstCells.join('\n'), /`([A-Z][A-Z_]+)`/g);
    expect(explained).toEqual(matches(read('src/config.ts'), /env\['(\w+)'\]/g));
  });

  it('list every event', () => {
    const published = matches(sources.map(read).join('\n'), /'([a-z]+\.[a-z-]+\.v\d+)'/g);
    expect(published.filter((event) => !read('docs/contexts.md').includes(`\`${event}\``))).toEqual([]);
  });

  it('number the decision records without a gap, and cite those that exist', () => {
    const numbers = records.map((path) => path.slice('docs/adr/'.length, 13));
    expect(numbers).toEqual(records.map((_, index) => String(index + 1).padStart(4, '0')));
    const cited = matches(read('.dependency-cruiser.cjs') + read('eslint.config.js'), /docs\/adr\/(\d{4})/g);
    expect(cited.filter((number) => !records.some((path) => path.includes(`/${number}-`)))).toEqual([]);
  });

  it('name the rejected alternative in every decision record', () => {
    expect(records.filter((path) => !/^## .*rejected/im.test(read(path)))).toEqual([]);
  });
});
