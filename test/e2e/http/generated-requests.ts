import fc from 'fast-check';
import type { ApiDocument, operationsOf } from '#http';
import type { KnownIds } from './known-ids.js';
import { SchemaValues } from './schema-values.js';

export type DocumentedOperation = ReturnType<typeof operationsOf> extends Generator<infer Each> ? Each : never;

export interface GeneratedRequest {
  method: string;
  path: string;
  headers: Record<string, string>;
  body?: unknown;
}

type Parameter = Exclude<NonNullable<DocumentedOperation['operation']['parameters']>[number], { $ref: string }>;

const ID = /"[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}"/;
/** Stands for the version that was last seen. */
const CURRENT = '"1"';

/** What no schema asks for. */
const ODD = fc.oneof(
  fc.constantFrom<unknown>(null, '', 0, -1, 1e308, true, [], {}, [[]], '\u0000', '\ud800', "'; drop table access.users; --", '{{7*7}}'),
  fc.json({ maxDepth: 3 }).map((text): unknown => JSON.parse(text)),
  fc.string({ unit: 'binary', maxLength: 300 }),
);

/** Requests for an operation of the OpenAPI document. */
export class GeneratedRequests {
  private readonly values: SchemaValues;

  constructor(
    document: ApiDocument,
    private readonly ids: KnownIds,
  ) {
    this.values = new SchemaValues(document, ids);
  }

  of(operation: DocumentedOperation): fc.Arbitrary<GeneratedRequest> {
    const method = operation.verb.toUpperCase();
    return fc
      .record({ path: this.path(operation), query: this.query(operation), headers: this.headers(operation), body: this.body(operation) })
      .map(({ path, query, headers, body }) => ({ method, path: path + query, headers: this.current(path, headers), body }));
  }

  /** Names the version that was last seen of what the path names, unless something odd was to be named. */
  private current(path: string, headers: Record<string, string>): Record<string, string> {
    const id = path.split('/').findLast((part) => this.ids.versionOf(part) !== undefined);
    if (id === undefined || headers['if-match'] !== CURRENT) return headers;
    return { ...headers, 'if-match': `"${this.ids.versionOf(id)}"` };
  }

  private path({ path }: DocumentedOperation): fc.Arbitrary<string> {
    const parts = path.split('/');
    const filled = parts.map((part, index) => {
      const [, name] = /^\{(\w+)\}$/.exec(part) ?? [];
      if (name === undefined) return fc.constant(part);
      const known = this.ids.idFor(name, name === 'id' ? parts[index - 1] : undefined);
      return fc.oneof({ weight: 9, arbitrary: known }, { weight: 1, arbitrary: fc.string().map(encodeURIComponent) });
    });
    return fc.tuple(...filled).map((each) => each.join('/'));
  }

  private query({ operation }: DocumentedOperation): fc.Arbitrary<string> {
    const named = (operation.parameters ?? []).filter((each): each is Parameter => 'in' in each && each.in === 'query');
    const given = named.map((parameter) => {
      const fitting = this.values.of(parameter.schema ?? {}, parameter.name);
      const value = fc.oneof({ weight: 8, arbitrary: fitting }, { weight: 1, arbitrary: ODD });
      const some = fc.oneof({ weight: weightOf(parameter), arbitrary: value }, { weight: 10, arbitrary: fc.constant(undefined) });
      return some.map((each) => [parameter.name, each] as const);
    });
    return fc.tuple(...given).map((pairs) => {
      const query = pairs.filter(([, value]) => value !== undefined).map(([name, value]) => `${name}=${encoded(value)}`);
      return query.length === 0 ? '' : `?${query.join('&')}`;
    });
  }

  private headers({ verb, operation }: DocumentedOperation): fc.Arbitrary<Record<string, string>> {
    const type = Object.keys(operation.requestBody?.content ?? {})[0];
    const media: Record<string, string> = type === undefined ? {} : { 'content-type': type };
    const version = fc.oneof({ weight: 8, arbitrary: fc.constant(CURRENT) }, fc.constantFrom('"7"', '*', '"x"', ''));
    const key = fc.option(fc.stringMatching(/^[\x21-\x7e]{1,12}$/), { nil: undefined });
    return fc.tuple(version, key).map(([match, idempotency]): Record<string, string> => ({
      ...media,
      ...(verb === 'patch' || verb === 'post' ? { 'if-match': match } : {}),
      ...(idempotency === undefined || verb !== 'post' ? {} : { 'idempotency-key': idempotency }),
    }));
  }

  private body({ operation }: DocumentedOperation): fc.Arbitrary<unknown> {
    const [[type, content] = []] = Object.entries(operation.requestBody?.content ?? {});
    if (!content?.schema) return fc.constant(undefined);
    const fitting = this.values.of(content.schema);
    const asSent = type?.includes('urlencoded') ? fitting.map(asForm) : fitting;
    const twisted = fc.tuple(fitting, fc.nat(), ODD).map(([value, at, odd]) => replaced(value, at, odd));
    const exemplary = fc.tuple(fitting, fc.nat()).map(([value, at]) => varied(content.example, value, at));
    return fc.oneof(
      { weight: 4, arbitrary: asSent },
      { weight: 6, arbitrary: type?.includes('urlencoded') ? asSent : exemplary },
      { weight: 3, arbitrary: twisted },
      { weight: 1, arbitrary: ODD },
    );
  }
}

/** How often a parameter is given, to ten times that it is not. Cursors that nobody has given out end a request early. */
function weightOf({ name, required }: Parameter): number {
  if (name === 'cursor') return 1;
  return required ? 200 : 10;
}

/** The value with one member that was not asked for, or another value in a place of one that was. */
function replaced(value: unknown, at: number, odd: unknown): unknown {
  if (typeof value !== 'object' || value === null) return odd;
  const names = [...Object.keys(value), 'unknownMember'];
  return { ...value, [names[at % names.length]!]: odd };
}

/** The example with ids that exist, and mostly one member of its own. */
function varied(example: unknown, value: unknown, at: number): unknown {
  if (!isObject(example) || !isObject(value)) return example;
  const ids = Object.keys(example).filter((name) => ID.test(JSON.stringify(example[name])) && value[name] !== undefined);
  const names = [...Object.keys(value), ''];
  const own = names[at % names.length]!;
  const changed = [...ids, own].filter((name) => name in value);
  return { ...example, ...Object.fromEntries(changed.map((name) => [name, value[name]])) };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function asForm(value: unknown): string {
  return new URLSearchParams(value as Record<string, string>).toString();
}

function encoded(value: unknown): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return encodeURIComponent(text.toWellFormed());
}
