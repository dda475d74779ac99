import { PUBLIC, SIGNED_IN } from '../route.js';
import {
  type ApiDocument,
  type DocumentedOperation,
  type DocumentedParameter,
  type DocumentedResponse,
  type Reference,
  responseOf,
  type Verb,
} from './document-parts.js';
import { exampleOf } from './examples.js';
import { problemCodesOf, takesIdempotencyKey } from './problem-codes.js';
import { headersOf, problemResponse } from './responses.js';
import type { Route } from './routes.js';
import { successContent } from './success-content.js';

const MERGE_PATCH = 'application/merge-patch+json';

/** Says of an operation what its route knows: who may call it, what it takes, what it answers and how it refuses. */
export function describeOperation(
  operation: DocumentedOperation,
  route: Route,
  at: { path: string; verb: Verb },
  document: ApiDocument,
): void {
  operation.operationId = route.name;
  operation.summary = route.operation?.summary ?? operation.summary;
  operation.description = [route.operation?.description ?? operation.description, permissionText(route)]
    .filter((text) => text)
    .join('\n\n');
  operation.tags = [route.tag?.name ?? fallbackTag(at.path)];
  operation['x-permission'] = route.permission;
  if (route.isForOwnRecord) operation['x-own-record'] = true;
  operation.security = route.permission === PUBLIC ? [] : [{ bearer: [] }];
  operation.parameters = parametersOf(operation, route, at.path);
  describeBody(operation, at.verb, document);
  operation.responses = responsesOf(operation, route, at.path, document);
}

/** The group of an operation whose controller names none: the first part of its path. */
export function fallbackTag(path: string): string {
  const word = path.replace(/^\/api\/v1/, '').split('/')[1] ?? '';
  return word.charAt(0).toUpperCase() + word.slice(1).replaceAll('-', ' ');
}

function permissionText({ permission, isForOwnRecord }: Route): string {
  if (permission === PUBLIC) return 'Needs no token.';
  if (permission === SIGNED_IN) return 'For every signed-in user.';
  const ownRecord = isForOwnRecord ? ' Patients may use it for their own record.' : '';
  return `Needs the permission \`${permission}\`.${ownRecord}`;
}

function parametersOf(operation: DocumentedOperation, route: Route, path: string): (DocumentedParameter | Reference)[] {
  const described = (operation.parameters ?? []) as DocumentedParameter[];
  const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name!);
  const known = described.filter((parameter) => parameter.in === 'path').map(({ name }) => name);
  const added = inPath.filter((name) => !known.includes(name)).map(pathParameter);
  return [
    ...added,
    ...described.map((parameter) => ({ ...parameter, ...exampleOfParameter(parameter) })),
    ...(takesIdempotencyKey(route) ? [{ $ref: '#/components/parameters/IdempotencyKey' }] : []),
    ...(route.ifMatch === 'accepted' ? [{ $ref: '#/components/parameters/IfMatch' }] : []),
    ...(route.ifMatch === 'required' ? [{ $ref: '#/components/parameters/IfMatchRequired' }] : []),
  ];
}

function pathParameter(name: string): DocumentedParameter {
  const isId = name === 'id' || name.endsWith('Id');
  return { name, in: 'path', required: true, schema: isId ? { type: 'string', format: 'uuid' } : { type: 'string' } };
}

/** A parameter's example stands beside its schema, not in it. */
function exampleOfParameter({ schema }: DocumentedParameter): Partial<DocumentedParameter> {
  if (schema?.example === undefined) return {};
  const { example, ...rest } = schema;
  return { schema: rest, example };
}

function describeBody({ requestBody }: DocumentedOperation, verb: Verb, document: ApiDocument): void {
  if (!requestBody) return;
  for (const content of Object.values(requestBody.content)) {
    const example = content.example ?? (content.schema && exampleOf(content.schema, document));
    if (example !== undefined) content.example = example;
  }
  const json = requestBody.content['application/json'];
  if (verb === 'patch' && json) requestBody.content = { [MERGE_PATCH]: json, 'application/json': json };
}

function responsesOf(
  operation: DocumentedOperation,
  route: Route,
  path: string,
  document: ApiDocument,
): DocumentedOperation['responses'] {
  const facts = {
    query: (operation.parameters ?? []).some((parameter) => 'in' in parameter && parameter.in === 'query'),
    pathParameters: path.includes('{'),
  };
  const status = String(route.status);
  const success = route.operation ? successContent(route.operation, document) : responseOf(operation, status, document)?.content;
  const problems = [...problemCodesOf(route, facts)].map(([each, codes]) => {
    return [each, problemResponse(each, codes, document, oauthCodesOf(route, each))];
  });
  const described = { description: DESCRIPTIONS[route.status] ?? 'Done.', headers: headersOf(route, success, document) };
  const done = { ...described, ...(success ? { content: success } : {}) };
  return { ...redirectOf(route, document), [status]: done, ...(Object.fromEntries(problems) as object) };
}

function redirectOf(route: Route, document: ApiDocument): Record<string, DocumentedResponse> {
  const description = route.operation?.redirects;
  return description === undefined ? {} : { 302: { description, headers: headersOf({ ...route, status: 302 }, undefined, document) } };
}

function oauthCodesOf({ operation }: Route, status: number): readonly string[] {
  return (operation?.oauthErrors as Record<number, readonly string[]> | undefined)?.[status] ?? [];
}

const DESCRIPTIONS: Record<number, string> = {
  200: 'Done.',
  201: 'Created.',
  202: 'Taken on; it will be done shortly.',
  204: 'Done; there is nothing to say.',
};
