import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { RuleBroken } from '#kernel';

export const FILE_KINDS = ['terms', 'interactions', 'classes', 'doses'] as const;
export type FileKind = (typeof FILE_KINDS)[number];

/** Which columns name one thing: its name, and codes, of which a cell can hold several between bars. The first is its own. */
export interface TermColumns {
  name?: string;
  codes?: { column: string; system: string }[];
}

/** A file and how to read it; a column is named by its header. */
export interface KnowledgeFile {
  kind: FileKind;
  path: string;
  columns?: Record<string, TermColumns | string>;
  /** Where the severity stands: the first column whose text is listed says it. */
  severity?: { column: string; values: Record<string, string> }[];
}

/** What one version of the knowledge base is made of. */
export interface Manifest {
  name: string;
  version: string;
  /** `YYYY-MM-DD` */
  date: string;
  files: KnowledgeFile[];
}

function refused(message: string): RuleBroken {
  return new RuleBroken('invalid-knowledge', message);
}

/**
 * Reads a manifest; the paths in it count from its own folder.
 * @throws RuleBroken `invalid-knowledge` saying what is missing
 */
export async function readManifest(path: string): Promise<Manifest> {
  const { name, version, date, files } = JSON.parse(await readFile(path, 'utf8')) as Partial<Manifest>;
  if (!name || !version) throw refused('The manifest needs a name and a version.');
  if (!date || !/^\d{4}-\d{2}-\d{2}$/.test(date)) throw refused('The manifest needs its date as YYYY-MM-DD.');
  if (!Array.isArray(files) || files.length === 0) throw refused('The manifest names no files.');
  for (const { kind, path: file } of files) {
    if (!FILE_KINDS.includes(kind)) throw refused(`A file is of one of the kinds ${FILE_KINDS.join(', ')}, not ${kind}.`);
    if (!file) throw refused('A file has a path.');
  }
  return { name, version, date, files: files.map((file) => ({ ...file, path: resolve(dirname(path), file.path) })) };
}
