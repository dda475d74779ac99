import type { ApiDocument, DocumentedSchema } from './document-parts.js';
import { resolved } from './document-parts.js';

const DEEPEST = 8;
const BY_FORMAT: Record<string, string> = {
  uuid: '01975b2e-7c40-7a3e-9d5c-2f1b8a6e4d10',
  'date-time': '2026-11-21T09:00:00Z',
  date: '2026-11-21',
  email: 'ada.lindqvist@example.org',
  'uri-reference': '/api/v1',
  uri: 'https://example.org',
};

/**
 * A value that fits a schema, made from the examples of its members; undefined where a required member says too
 * little. Optional members appear where they have an example of their own.
 */
export function exampleOf(schema: DocumentedSchema, document: ApiDocument, depth = 0): unknown {
  if (depth > DEEPEST) return undefined;
  const own = ownExample(schema);
  if (own !== undefined) return own;
  const other = schema.$ref === undefined ? firstAlternative(schema) : resolved(schema, document);
  return other ? exampleOf(other, document, depth + 1) : exampleOfType(schema, document, depth);
}

function ownExample({ example, examples }: DocumentedSchema): unknown {
  return example ?? examples?.[0];
}

function firstAlternative({ allOf, anyOf, oneOf }: DocumentedSchema): DocumentedSchema | undefined {
  return (allOf ?? anyOf ?? oneOf)?.[0];
}

function exampleOfType(schema: DocumentedSchema, document: ApiDocument, depth: number): unknown {
  const type = Array.isArray(schema.type) ? schema.type.find((each) => each !== 'null') : schema.type;
  switch (type) {
    case 'object':
      return exampleObject(schema, document, depth);
    case 'array':
      return exampleList(schema, document, depth);
    case 'string':
      return exampleText(schema);
    case 'boolean':
      return schema.default ?? true;
    default:
      return exampleNumber(schema, type);
  }
}

function exampleNumber({ default: usual, minimum = 0, maximum = 1 }: DocumentedSchema, type: string | undefined): unknown {
  if (type !== 'integer' && type !== 'number') return undefined;
  return usual ?? Math.max(minimum, Math.min(1, maximum));
}

function exampleObject(schema: DocumentedSchema, document: ApiDocument, depth: number): unknown {
  const example: Record<string, unknown> = {};
  for (const [name, member] of Object.entries(schema.properties ?? {})) {
    const required = schema.required?.includes(name) ?? false;
    const value = required || isTelling(member, document) ? exampleOf(member, document, depth + 1) : undefined;
    if (value !== undefined) example[name] = value;
    else if (required) return undefined;
  }
  return example;
}

/** True where a member has an example of its own, or is an object whose members have. */
function isTelling(schema: DocumentedSchema, document: ApiDocument): boolean {
  if (schema.example !== undefined || schema.examples?.length) return true;
  if (schema.items) return isTelling(schema.items, document);
  const members = schema.$ref === undefined ? undefined : resolved(schema, document).properties;
  return Object.values(members ?? {}).some((member) => member.example !== undefined || (member.examples?.length ?? 0) > 0);
}

function exampleList(schema: DocumentedSchema, document: ApiDocument, depth: number): unknown {
  const item = schema.items && exampleOf(schema.items, document, depth + 1);
  if (item !== undefined) return [item];
  return (schema.minItems ?? 0) > 0 ? undefined : [];
}

function exampleText(schema: DocumentedSchema): unknown {
  if (schema.enum?.length) return schema.enum[0];
  if (schema.format !== undefined) return BY_FORMAT[schema.format];
  if (schema.pattern !== undefined) return undefined;
  return 'text'.padEnd(schema.minLength ?? 0, ' text');
}
