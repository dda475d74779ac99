import { createReadStream } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import chain from 'stream-chain';
import { parser } from 'stream-json';
import { pick } from 'stream-json/filters/pick.js';
import { streamArray } from 'stream-json/streamers/stream-array.js';
import type { Finding } from '../../application/ports.js';
import type { FhirResource } from '../../domain/fhir.js';

/** A file to read, and its size in bytes. */
export interface FhirFile {
  path: string;
  bytes: number;
}

/** Bytes up to which a file that is no Bundle is read whole. */
const WHOLE_FILE = 64 * 1024 * 1024;
const NDJSON = /\.(ndjson|jsonl)$/i;
const JSON_FILE = /\.json$/i;

/** What others refer to comes first, so that little has to wait. */
const FIRST = ['hospital', 'organization', 'location', 'practitionerinformation', 'practitioner.', 'practitionerrole', 'patient'];

function rank(path: string): number {
  const name = path.slice(path.lastIndexOf('/') + 1).toLowerCase();
  const found = FIRST.findIndex((start) => name.startsWith(start));
  return found < 0 ? FIRST.length : found;
}

/** Every .json and .ndjson file at or below the paths. */
export async function fhirFilesIn(paths: readonly string[]): Promise<FhirFile[]> {
  const found: FhirFile[] = [];
  for (const path of paths) {
    const about = await stat(path);
    const below = about.isDirectory() ? await readdir(path, { recursive: true }) : undefined;
    const candidates = below?.map((name) => join(path, name)).filter((name) => NDJSON.test(name) || JSON_FILE.test(name)) ?? [path];
    for (const candidate of candidates) {
      const details = await stat(candidate);
      if (details.isFile()) found.push({ path: candidate, bytes: details.size });
    }
  }
  return found.toSorted((a, b) => rank(a.path) - rank(b.path) || (a.path < b.path ? -1 : 1));
}

function isResource(value: unknown): value is FhirResource {
  return typeof value === 'object' && value !== null && typeof (value as FhirResource).resourceType === 'string';
}

/**
 * Reads resources one by one: the entries of a Bundle, the lines of bulk data, or a single resource.
 * Memory does not grow with the file.
 * @param onBytes hears how far reading has come
 */
export async function* readFhirFile({ path, bytes }: FhirFile, onBytes: (more: number) => void): AsyncGenerator<Finding> {
  const input = createReadStream(path).on('data', (chunk) => onBytes(chunk.length));
  try {
    if (NDJSON.test(path)) yield* linesOf(input);
    else if (bytes === 0 || !(yield* entriesOf(input))) yield* wholeOf(path, bytes);
  } catch (error) {
    yield { unreadable: `a file is no JSON from some point on (${(error as Error).name})` };
  } finally {
    input.destroy();
  }
}

async function* linesOf(input: NodeJS.ReadableStream): AsyncGenerator<Finding> {
  for await (const line of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
    if (line.trim() !== '') yield findingOf(line);
  }
}

function findingOf(line: string): Finding {
  try {
    const resource: unknown = JSON.parse(line);
    return isResource(resource) ? { resource } : { unreadable: 'a line is no FHIR resource' };
  } catch {
    return { unreadable: 'a line is no JSON' };
  }
}

/** @returns whether there were any entries */
async function* entriesOf(input: NodeJS.ReadableStream): AsyncGenerator<Finding, boolean> {
  let any = false;
  const entries = chain([input, parser(), pick({ filter: /^entry$/, once: true }), streamArray()] as never);
  for await (const { value } of entries as AsyncIterable<{ value: { fullUrl?: string; resource?: unknown } }>) {
    any = true;
    yield isResource(value.resource) ? { resource: value.resource, fullUrl: value.fullUrl } : { unreadable: 'an entry has no resource' };
  }
  return any;
}

async function* wholeOf(path: string, bytes: number): AsyncGenerator<Finding> {
  if (bytes > WHOLE_FILE) return yield { unreadable: 'a file is neither a Bundle nor line by line, and too large to be one resource' };
  const resource: unknown = JSON.parse(await readFile(path, 'utf8'));
  if (!isResource(resource)) yield { unreadable: 'a file is no FHIR resource' };
  else if (resource.resourceType !== 'Bundle') yield { resource };
}
