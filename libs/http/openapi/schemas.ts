import type { ApiDocument, DocumentedOperation, DocumentedSchema } from './document-parts.js';
import { operationsOf, resolved, responseOf } from './document-parts.js';

/** Finishes the schemas that `@nestjs/swagger` made: 3.1's `examples`, and closed bodies, since unknown members are refused. */
export function finishSchemas(document: ApiDocument): void {
  const { schemas } = document.components;
  Object.values(schemas).forEach((schema) => walk(schema, finish));
  const answered = reachable(document, (operation) =>
    Object.keys(operation.responses).map((status) => responseOf(operation, status, document)?.content),
  );
  const sent = reachable(document, ({ requestBody }) => [requestBody?.content]);
  for (const name of sent) {
    const schema = schemas[name];
    if (schema && !answered.has(name)) schema.additionalProperties = false;
  }
  for (const name of Object.keys(schemas)) {
    if (!sent.has(name) && !answered.has(name)) delete schemas[name];
  }
}

function finish(schema: DocumentedSchema): void {
  if (schema.example !== undefined) {
    schema.examples = [schema.example];
    delete schema.example;
  }
  if (schema.enum && Array.isArray(schema.type) && schema.type.includes('null') && !schema.enum.includes(null)) schema.enum.push(null);
}

function walk(schema: DocumentedSchema, visit: (schema: DocumentedSchema) => void): void {
  visit(schema);
  for (const child of childrenOf(schema)) walk(child, visit);
}

function childrenOf(schema: DocumentedSchema): DocumentedSchema[] {
  const { properties = {}, items, allOf = [], anyOf = [], oneOf = [], additionalProperties } = schema;
  const others = [items, additionalProperties].filter((child) => typeof child === 'object');
  return [...Object.values(properties), ...allOf, ...anyOf, ...oneOf, ...others];
}

type Contents = Record<string, { schema?: DocumentedSchema }> | undefined;

function reachable(document: ApiDocument, contentsOf: (operation: DocumentedOperation) => Contents[]): Set<string> {
  const names = new Set<string>();
  const follow = (schema: DocumentedSchema): void =>
    walk(schema, ({ $ref }) => {
      const name = $ref?.replace('#/components/schemas/', '');
      if (name === undefined || names.has(name)) return;
      names.add(name);
      follow(resolved({ $ref }, document));
    });
  for (const { operation } of operationsOf(document)) {
    const contents = contentsOf(operation).flatMap((content) => Object.values(content ?? {}));
    contents.forEach(({ schema }) => schema && follow(schema));
  }
  return names;
}
