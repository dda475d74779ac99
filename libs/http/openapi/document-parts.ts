/** Any part of an OpenAPI document. */
export type Documented = Record<string, unknown>;

/** A JSON Schema 2020-12 object as it stands in an OpenAPI 3.1 document, as far as we look into it. */
export interface DocumentedSchema {
  $ref?: string;
  type?: string | string[];
  format?: string;
  description?: string;
  enum?: unknown[];
  example?: unknown;
  examples?: unknown[];
  default?: unknown;
  pattern?: string;
  minimum?: number;
  maximum?: number;
  minLength?: number;
  minItems?: number;
  required?: string[];
  properties?: Record<string, DocumentedSchema>;
  items?: DocumentedSchema;
  allOf?: DocumentedSchema[];
  anyOf?: DocumentedSchema[];
  oneOf?: DocumentedSchema[];
  additionalProperties?: boolean | DocumentedSchema;
  [keyword: string]: unknown;
}

export interface DocumentedParameter {
  name: string;
  in: 'path' | 'query' | 'header' | 'cookie';
  required?: boolean;
  description?: string;
  schema?: DocumentedSchema;
  example?: unknown;
}

export type Reference = { $ref: string };

export interface MediaType {
  schema?: DocumentedSchema;
  example?: unknown;
  examples?: Record<string, unknown>;
}

export interface DocumentedResponse {
  description: string;
  headers?: Record<string, Reference>;
  content?: Record<string, MediaType>;
  [extension: `x-${string}`]: unknown;
}

/** One operation of the document. */
export interface DocumentedOperation {
  operationId: string;
  summary?: string;
  description?: string;
  tags?: string[];
  security?: Record<string, string[]>[];
  parameters?: (DocumentedParameter | Reference)[];
  requestBody?: { required?: boolean; content: Record<string, MediaType> };
  /** By status; refusals are among the components, since many operations refuse alike. */
  responses: Record<string, DocumentedResponse | Reference>;
  [extension: `x-${string}`]: unknown;
}

export const VERBS = ['get', 'put', 'post', 'delete', 'patch', 'head', 'options'] as const;
export type Verb = (typeof VERBS)[number];

/** The whole document. */
export interface ApiDocument {
  openapi: string;
  info: Documented;
  servers: Documented[];
  tags: { name: string; description: string }[];
  paths: Record<string, Partial<Record<Verb, DocumentedOperation>>>;
  components: {
    schemas: Record<string, DocumentedSchema>;
    examples?: Record<string, Documented>;
    headers?: Record<string, Documented>;
    parameters?: Record<string, DocumentedParameter>;
    responses?: Record<string, DocumentedResponse>;
    securitySchemes?: Record<string, Documented>;
  };
  [extension: `x-${string}`]: unknown;
}

/** Every operation of a document with its address. */
export function* operationsOf(document: ApiDocument): Generator<{ path: string; verb: Verb; operation: DocumentedOperation }> {
  for (const [path, item] of Object.entries(document.paths)) {
    for (const verb of VERBS) {
      const operation = item[verb];
      if (operation) yield { path, verb, operation };
    }
  }
}

/** What an operation answers with a status, as it stands there or among the components. */
export function responseOf(
  { responses }: DocumentedOperation,
  status: number | string,
  document: ApiDocument,
): DocumentedResponse | undefined {
  const response = responses[String(status)];
  if (response === undefined || !('$ref' in response)) return response as DocumentedResponse | undefined;
  return document.components.responses?.[response.$ref.replace('#/components/responses/', '')];
}

/** The schema that a reference stands for. */
export function resolved(schema: DocumentedSchema, document: ApiDocument): DocumentedSchema {
  const name = schema.$ref?.replace('#/components/schemas/', '');
  return name === undefined ? schema : (document.components.schemas[name] ?? {});
}
