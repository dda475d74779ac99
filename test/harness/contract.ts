import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { INestApplication } from '@nestjs/common';
import { type ApiDocument, openApiDocument, operationsOf, responseOf } from '#http';

interface Operation {
  verb: string;
  pattern: RegExp;
  path: string;
  operation: ApiDocument['paths'][string]['get'] & object;
}

/** What is looked at of an answer. */
export interface Answered {
  method: string;
  path: string;
  status: number;
  body: unknown;
  headers?: Headers;
}

const FORMATS: Record<string, RegExp> = {
  uuid: /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/,
  'date-time': /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/,
  date: /^\d{4}-\d\d-\d\d$/,
  email: /^\S+@\S+$/,
  'uri-reference': /^\S*$/,
};

/** The document of the product. It is made once in a run of the tests, since that takes a good part of a start. */
export async function documentOf(app: INestApplication): Promise<ApiDocument> {
  const kept = join(process.env['TEST_SCRATCH']!, 'openapi.json');
  const known = await readFile(kept, 'utf8').catch(() => undefined);
  if (known !== undefined) return JSON.parse(known) as ApiDocument;
  const document = openApiDocument(app);
  await writeFile(`${kept}.${process.pid}`, JSON.stringify(document));
  await rename(`${kept}.${process.pid}`, kept);
  return document;
}

/** Holds every answer that a test sees against the OpenAPI document: its status, its code, and each of its members. */
export class Contract {
  private readonly operations: Operation[];
  private readonly checks = new Map<string, ValidateFunction>();
  private readonly ajv = new Ajv2020({ strict: false, allErrors: true, formats: FORMATS });

  /** @param document is taken over, and changed */
  constructor(private readonly document: ApiDocument) {
    closeObjects(document.components.schemas);
    closeObjects(document.paths);
    document.components.schemas['Problem']!.additionalProperties = true;
    this.ajv.addSchema(document, 'api');
    this.operations = [...operationsOf(document)].map(({ path, verb, operation }) => ({ verb, path, operation, pattern: patternOf(path) }));
    // What is named stands before what stands for anything: /patients/search before /patients/{id}.
    this.operations.sort((one, other) => one.path.split('{').length - other.path.split('{').length);
  }

  /** What an answer has that the document does not. */
  violationOf(answered: Answered): string | undefined {
    const { method, path, status, body } = answered;
    const found = this.operations.find(({ verb, pattern }) => verb === method.toLowerCase() && pattern.test(path));
    if (!found) return undefined;
    const { operation } = found;
    const response = responseOf(operation, status, this.document);
    const { code } = (body ?? {}) as { code?: string };
    if (!response) return `${operation.operationId} answers ${status} ${code ?? ''}, which is not in the OpenAPI document`;
    const codes = response['x-codes'] as string[] | undefined;
    if (codes && !codes.includes(code ?? '')) {
      return `${operation.operationId} answers ${status} ${code ?? ''}; documented are ${codes.join(', ')}`;
    }
    return this.bodyViolation(found, answered);
  }

  private bodyViolation({ path, verb, operation }: Omit<Operation, 'pattern'>, { status, body, headers }: Answered): string | undefined {
    const sent = headers?.get('content-type') ?? '';
    const types = Object.keys(responseOf(operation, status, this.document)?.content ?? {}).filter((each) => each.endsWith('json'));
    const type = types.find((each) => sent.startsWith(each)) ?? types[0];
    if (type === undefined) return undefined;
    const pointer = [...placeOf({ path, verb, operation }, String(status)), 'content', type, 'schema'].map(pointerPart).join('/');
    let check = this.checks.get(pointer);
    if (!check) this.checks.set(pointer, (check = this.ajv.compile({ $ref: `api#/${pointer}` })));
    if (check(body)) return undefined;
    const errors = (check.errors ?? []).map(({ instancePath, message, params }) => `${instancePath} ${message} ${JSON.stringify(params)}`);
    return `${operation.operationId} answers ${status} with a body that is not as documented: ${errors.slice(0, 5).join('; ')}`;
  }
}

function placeOf({ path, verb, operation }: Omit<Operation, 'pattern'>, status: string): string[] {
  const response = operation.responses[status]!;
  return '$ref' in response ? response.$ref.split('/').slice(1) : ['paths', path, verb, 'responses', status];
}

/** Members that the document does not name are a violation too. */
function closeObjects(schema: Record<string, unknown>): void {
  if (schema['properties'] && schema['additionalProperties'] === undefined) schema['additionalProperties'] = false;
  for (const child of Object.values(schema)) {
    if (typeof child === 'object' && child !== null) closeObjects(child as Record<string, unknown>);
  }
}

function patternOf(path: string): RegExp {
  return new RegExp(`^${path.replace(/\{\w+\}/g, '[^/]+')}$`);
}

function pointerPart(name: string): string {
  return encodeURIComponent(name.replaceAll('~', '~0').replaceAll('/', '~1'));
}
