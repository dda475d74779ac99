import { RuleBroken } from '#kernel';
import { SEVERITIES, type Severity } from '../../domain/knowledge.js';
import { codeTerm, nameTerm } from '../../domain/term.js';
import type { FileKind, KnowledgeFile, TermColumns } from './manifest.js';

export type Cells = Record<string, string>;
/** A row of a table of the knowledge base, its base aside. */
export interface KnowledgeRow {
  table: 'terms' | 'interactions' | 'classes' | 'doses';
  values: Record<string, unknown>;
}

const RXNORM = 'http://www.nlm.nih.gov/research/umls/rxnorm';
const SNOMED = 'http://snomed.info/sct';
const ATC = 'http://www.whocc.no/atc';

/** Columns of a thing where the manifest names none: `ingredient`, `ingredient_rxnorm`, `ingredient_snomed`, `ingredient_atc`. */
function columnsOf(file: KnowledgeFile, role: string): TermColumns {
  const given = file.columns?.[role];
  if (typeof given === 'object') return given;
  const codes = [
    { column: `${role}_rxnorm`, system: RXNORM },
    { column: `${role}_atc`, system: ATC },
    { column: `${role}_snomed`, system: SNOMED },
  ];
  return { name: given ?? role, codes };
}

/** The terms of one thing in a line, its codes before its name. */
function termsIn(cells: Cells, { name, codes = [] }: TermColumns): string[] {
  const coded = codes.flatMap(({ column, system }) => split(cells[column]).map((code) => codeTerm(system, code)));
  const named = name === undefined ? [] : split(cells[name]).map(nameTerm);
  return [...new Set([...coded, ...named])];
}

function split(cell = ''): string[] {
  return cell.split('|').flatMap((part) => (part.trim() === '' ? [] : [part.trim()]));
}

/** The first term stands for the thing; the others mean the same. */
function thing(file: KnowledgeFile, cells: Cells, role: string): { concept: string; rows: KnowledgeRow[] } {
  const [concept, ...others] = termsIn(cells, columnsOf(file, role));
  if (concept === undefined) throw refused(`has neither a code nor a name for ${role}`);
  return { concept, rows: [concept, ...others].map((term) => ({ table: 'terms', values: { term, concept } })) };
}

function severityIn({ severity = [{ column: 'severity', values: {} }] }: KnowledgeFile, cells: Cells): Severity {
  for (const { column, values } of severity) {
    const cell = cells[column] ?? '';
    const said = values[cell] ?? cell;
    if (SEVERITIES.includes(said as Severity)) return said as Severity;
  }
  throw refused(`has no severity that is one of ${SEVERITIES.join(', ')}`);
}

function yes(cell = ''): boolean {
  return /^(1|y|yes|true)$/i.test(cell.trim());
}

function number(cells: Cells, column: string): number {
  const value = Number(cells[column]);
  if (!(value > 0)) throw refused(`has no number above 0 in ${column}`);
  return value;
}

const READERS: Record<FileKind, (file: KnowledgeFile, cells: Cells) => KnowledgeRow[]> = {
  terms: (file, cells) => {
    return termsIn(cells, columnsOf(file, 'term')).length === 0 ? [] : thing(file, cells, 'term').rows;
  },
  interactions: (file, cells) => {
    const [a, b] = [thing(file, cells, 'one'), thing(file, cells, 'other')];
    const [one, other] = a.concept < b.concept ? [a.concept, b.concept] : [b.concept, a.concept];
    if (one === other) throw refused('is about one thing and itself');
    const values = { one, other, severity: severityIn(file, cells), effect: cells['effect'] || null };
    return [...a.rows, ...b.rows, { table: 'interactions', values }];
  },
  classes: (file, cells) => {
    const [of, member] = [thing(file, cells, 'class'), thing(file, cells, 'member')];
    const values = {
      member: member.concept,
      class: of.concept,
      class_name: cells[columnsOf(file, 'class').name ?? ''] ?? of.concept,
      cross_reactive: yes(cells['cross_reactive']),
      duplicate_therapy: yes(cells['duplicate_therapy']),
    };
    return [...of.rows, ...member.rows, { table: 'classes', values }];
  },
  doses: (file, cells) => {
    const { concept, rows } = thing(file, cells, 'ingredient');
    const values = {
      ingredient: concept,
      from_years: Number(cells['from_years'] || 0),
      below_years: cells['below_years'] ? number(cells, 'below_years') : null,
      quantity: number(cells, 'quantity'),
      unit: cells['unit'],
      per_kg: yes(cells['per_kg']),
    };
    return [...rows, { table: 'doses', values }];
  },
};

function refused(message: string): RuleBroken {
  return new RuleBroken('invalid-knowledge', message);
}

/** The rows that a line of a file says. @throws RuleBroken `invalid-knowledge` */
export function rowsOf(file: KnowledgeFile, cells: Cells, line: number): KnowledgeRow[] {
  try {
    return READERS[file.kind](file, cells);
  } catch (error) {
    throw error instanceof RuleBroken ? refused(`${file.path}, line ${line}: ${error.message}.`) : error;
  }
}
