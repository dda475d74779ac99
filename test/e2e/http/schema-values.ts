import fc from 'fast-check';
import type { ApiDocument } from '#http';
import type { KnownIds } from './known-ids.js';

type Schema = ApiDocument['components']['schemas'][string];

const NOW = Date.now();
const YEAR = 365 * 24 * 60 * 60 * 1_000;
const ZONES = ['Europe/Berlin', 'America/New_York', 'Asia/Kolkata', 'Australia/Lord_Howe', 'UTC', 'Etc/GMT+12'];
const DEEPEST = 5;

/** Values for schemas of the OpenAPI document: mostly ones that fit, since others don't get far. */
export class SchemaValues {
  constructor(
    private readonly document: ApiDocument,
    private readonly ids: KnownIds,
  ) {}

  of(schema: Schema, name = '', depth = 0): fc.Arbitrary<unknown> {
    const found = this.resolved(schema);
    const alternatives = found.oneOf ?? found.anyOf;
    if (alternatives) return fc.oneof(...alternatives.map((each) => this.of(each, name, depth)));
    if (found.allOf) return this.of(Object.assign({}, ...found.allOf.map((each) => this.resolved(each))), name, depth);
    if (found.enum) return fc.constantFrom(...found.enum);
    const types = [found.type ?? 'object'].flat();
    const fitting = types.map((type) => this.ofType(type, found, name, depth));
    return fc.oneof(...fitting);
  }

  private ofType(type: string, schema: Schema, name: string, depth: number): fc.Arbitrary<unknown> {
    switch (type) {
      case 'object':
        return this.object(schema, depth);
      case 'array':
        return this.list(schema, name, depth);
      case 'integer':
      case 'number':
        return numberOf(type, schema);
      case 'boolean':
        return fc.boolean();
      case 'null':
        return fc.constant(null);
      default:
        return this.text(schema, name);
    }
  }

  private object({ properties = {}, required = [] }: Schema, depth: number): fc.Arbitrary<unknown> {
    const members: Record<string, fc.Arbitrary<unknown>> = {};
    for (const [name, schema] of Object.entries(properties)) members[name] = this.of(schema, name, depth + 1);
    const requiredKeys = depth > DEEPEST ? required : required.concat(chosen(Object.keys(properties)));
    return fc.record(members, { requiredKeys: requiredKeys.filter((name) => properties[name]) as never });
  }

  private list({ items = {}, minItems = 0, maxItems }: Schema, name: string, depth: number): fc.Arbitrary<unknown> {
    const most = Math.max(minItems, Math.min((maxItems as number | undefined) ?? 3, 3));
    return fc.array(this.of(items, name, depth + 1), { minLength: minItems, maxLength: most });
  }

  private text(schema: Schema, name: string): fc.Arbitrary<unknown> {
    const { format, pattern, minLength = 0, maxLength, examples = [], example } = schema;
    const byFormat = this.byFormat(format, name);
    if (byFormat) return byFormat;
    if (/zone/i.test(name)) return fc.constantFrom(...ZONES);
    const exemplary = [example, ...examples].filter((each) => typeof each === 'string');
    const most = Math.min((maxLength as number | undefined) ?? 40, Math.max(minLength, 40));
    const free = pattern === undefined ? fc.string({ unit: 'grapheme', minLength, maxLength: most }) : matching(pattern);
    return exemplary.length > 0 ? fc.oneof(fc.constantFrom(...exemplary), free) : free;
  }

  private byFormat(format: string | undefined, name: string): fc.Arbitrary<string> | undefined {
    const date = fc.date({ min: new Date(NOW - YEAR), max: new Date(NOW + YEAR), noInvalidDate: true });
    switch (format) {
      case 'uuid':
        return this.ids.idFor(name);
      case 'date-time':
        return date.map((at) => `${at.toISOString().slice(0, 16)}:00Z`);
      case 'date':
        return date.map((at) => at.toISOString().slice(0, 10));
      case 'email':
        return fc.emailAddress();
      default:
        return undefined;
    }
  }

  private resolved(schema: Schema): Schema {
    const name = schema.$ref?.replace('#/components/schemas/', '');
    return name === undefined ? schema : (this.document.components.schemas[name] ?? {});
  }
}

/** Every other optional member, so that objects are neither bare nor full. */
function numberOf(type: 'integer' | 'number', { minimum: min = -10, maximum: max = 1_000 }: Schema): fc.Arbitrary<number> {
  return type === 'integer' ? fc.integer({ min, max: Math.min(max, 2_147_483_647) }) : fc.double({ min, max, noNaN: true });
}

function chosen(names: string[]): string[] {
  return names.filter((_, index) => index % 2 === 0);
}

function matching(pattern: string): fc.Arbitrary<string> {
  try {
    return fc.stringMatching(new RegExp(pattern));
  } catch {
    return fc.string();
  }
}
