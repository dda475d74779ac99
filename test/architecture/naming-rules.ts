/** A file of the tree, by its path from the root. */
export interface TreeFile {
  path: string;
  text: string;
}

/** One rule about names, folders and sizes, with a file that breaks it. */
export interface NamingRule {
  name: string;
  isBrokenBy: (file: TreeFile) => boolean;
  planted: TreeFile;
}

/** Lines a file may have. */
export const MOST_LINES = 250;

/** Where a suffix may stand, for those that say what kind of thing the file holds. */
const PLACE_OF_SUFFIX: Record<string, RegExp> = {
  module: /^src\/([^/]+\/)?[^/]+\.module\.ts$|^libs\//,
  facade: /^src\/([^/]+)\/\1\.facade\.ts$/,
  events: /^src\/([^/]+)\/\1\.events\.ts$/,
  controller: /^src\/[^/]+\/adapters\/http\/|^libs\/(http|messaging)\//,
  dto: /^src\/[^/]+\/adapters\/http\/|^libs\/http\//,
  'mikro-orm': /^src\/[^/]+\/adapters\/persistence\/|^libs\/persistence\//,
  query: /^src\/[^/]+\/adapters\/persistence\/|^libs\/persistence\//,
  processor: /^src\/[^/]+\/adapters\/jobs\/|^libs\/messaging\//,
};

const NAME = /^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9]+(-[a-z0-9]+)*)*\.(ts|mjs|js|cjs|sql|md|json)$/;
const MIGRATION = /\/migrations\/Migration\d{14}_[a-z0-9_]+\.ts$/;
const FOLDER = /^[a-z0-9]+(-[a-z0-9]+)*$/;
const VAGUE = /^(utils?|helpers?|common|shared|types|constants)$/;
const IN_CONTEXT = /^src\/(?!cli\/)[^/]+\/(index\.ts$|[^/]+\.(module|facade|events)\.ts$|(domain|application|adapters\/[^/]+)\/)/;
const EMPTY_NAMES = /^(?:export )?(?:abstract )?(?:class|interface|enum|type) (?:I[A-Z][a-z]\w*|\w+(?:Impl|Manager|Helper|Utils?))\b/m;

const folders = ({ path }: TreeFile): string[] => path.split('/').slice(0, -1);
const base = ({ path }: TreeFile): string => path.slice(path.lastIndexOf('/') + 1);
const lines = ({ text }: TreeFile): number => text.split('\n').length - (text.endsWith('\n') ? 1 : 0);
const isSpec = ({ path }: TreeFile): boolean => path.endsWith('.spec.ts');

function isMisplaced(file: TreeFile): boolean {
  const suffixes = base(file).split('.').slice(1, -1);
  const place = !isSpec(file) && /^(src|libs)\//.test(file.path) ? PLACE_OF_SUFFIX[suffixes.at(-1) ?? ''] : undefined;
  return place !== undefined && !place.test(file.path);
}

export const namingRules: NamingRule[] = [
  {
    name: 'files are named in kebab-case',
    isBrokenBy: (file) => !NAME.test(base(file)) && !MIGRATION.test(file.path),
    planted: { path: 'src/patients/domain/allergyList.ts', text: '' },
  },
  {
    name: 'folders are named in kebab-case',
    isBrokenBy: (file) => folders(file).some((folder) => !FOLDER.test(folder)),
    planted: { path: 'src/patients/adapters/HTTP/patients.controller.ts', text: '' },
  },
  {
    name: 'no folder is called utils, helpers, common, shared, types or constants',
    isBrokenBy: (file) => folders(file).some((folder) => VAGUE.test(folder)),
    planted: { path: 'src/patients/domain/helpers/names.ts', text: '' },
  },
  {
    name: 'a context holds its index, module, facade, events, domain, application and adapters',
    isBrokenBy: (file) => /^src\/(?!cli\/)[^/]+\//.test(file.path) && !IN_CONTEXT.test(file.path),
    planted: { path: 'src/patients/services/registration.ts', text: '' },
  },
  {
    name: 'a suffix stands where its kind belongs',
    isBrokenBy: isMisplaced,
    planted: { path: 'src/patients/application/patients.controller.ts', text: '' },
  },
  {
    name: 'a migration carries its time and what it is about',
    isBrokenBy: (file) => folders(file).at(-1) === 'migrations' && !isSpec(file) && !MIGRATION.test(file.path),
    planted: { path: 'src/patients/adapters/persistence/migrations/0001-first.ts', text: '' },
  },
  {
    name: 'no name is I…, …Impl, …Manager, …Helper or …Utils',
    isBrokenBy: (file) => EMPTY_NAMES.test(file.text) && !file.path.startsWith('test/architecture/'),
    planted: { path: 'src/patients/domain/mrn.ts', text: 'export class MrnManager {}\n' },
  },
  {
    name: `no file has more than ${MOST_LINES} lines`,
    isBrokenBy: (file) => lines(file) > MOST_LINES,
    planted: { path: 'src/patients/domain/patient.ts', text: '\n'.repeat(MOST_LINES + 1) },
  },
];

/** The middle and the 90th percentile of the lines of the product's own files. */
export function sizes(files: TreeFile[]): { median: number; p90: number } {
  const counts = files
    .filter((file) => /^(src|libs)\//.test(file.path) && !isSpec(file))
    .map(lines)
    .toSorted((a, b) => a - b);
  const at = (share: number): number => counts[Math.min(counts.length - 1, Math.floor(counts.length * share))] ?? 0;
  return { median: at(0.5), p90: at(0.9) };
}
