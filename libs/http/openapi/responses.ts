import { TITLES } from '../problem.filter.js';
import { meaningOf } from './code-meanings.js';
import { exampleOAuthProblem, exampleProblem } from './components.js';
import { type ApiDocument, type DocumentedResponse, type MediaType, type Reference, resolved } from './document-parts.js';
import { takesIdempotencyKey } from './problem-codes.js';
import type { Route } from './routes.js';

type Headers = Record<string, Reference>;

const EVERYWHERE = ['X-Request-Id', 'RateLimit-Policy', 'RateLimit'];

/**
 * The response of one status with the codes it can carry, kept once for all operations that have it.
 * @param oauth those that are answered as OAuth has its errors
 */
export function problemResponse(status: number, codes: string[], document: ApiDocument, oauth: readonly string[] = []): Reference {
  const name = [status, ...codes, ...(oauth.length > 0 ? ['as-oauth'] : [])].join('.');
  const responses = (document.components.responses ??= {});
  responses[name] ??= describedProblem(status, codes, document, oauth);
  return { $ref: `#/components/responses/${name}` };
}

function describedProblem(status: number, codes: string[], document: ApiDocument, oauth: readonly string[]): DocumentedResponse {
  const own = codes.filter((code) => !oauth.includes(code));
  return {
    description: `${TITLES[status] ?? 'Error'}: ${codes.map((code) => `\`${code}\``).join(', ')}.`,
    'x-codes': codes,
    headers: references([...EVERYWHERE, ...(status === 429 || status === 503 ? ['Retry-After'] : [])]),
    content: {
      ...(oauth.length > 0 ? { 'application/json': problemContent('OAuthProblem', status, oauth, document) } : {}),
      ...(own.length > 0 ? { 'application/problem+json': problemContent('Problem', status, own, document) } : {}),
    },
  };
}

function problemContent(schema: string, status: number, codes: readonly string[], document: ApiDocument): MediaType {
  const examples = (document.components.examples ??= {});
  const title = TITLES[status] ?? 'Error';
  for (const code of codes) {
    const exampleOf = schema === 'Problem' ? exampleProblem : exampleOAuthProblem;
    examples[exampleName(status, code)] ??= exampleOf(status, title, code, meaningOf(code));
  }
  const named = codes.map((code) => [code, { $ref: `#/components/examples/${exampleName(status, code)}` }]);
  return { schema: { $ref: `#/components/schemas/${schema}` }, examples: Object.fromEntries(named) as never };
}

/** Headers of a success. */
export function headersOf(route: Route, content: Record<string, MediaType> | undefined, document: ApiDocument): Headers {
  const schema = content?.['application/json']?.schema;
  const versioned = schema !== undefined && resolved(schema, document).properties?.['version'] !== undefined;
  return references([
    ...EVERYWHERE,
    ...(versioned ? ['ETag'] : []),
    ...(route.status === 201 || route.status === 302 ? ['Location'] : []),
    ...(takesIdempotencyKey(route) ? ['Idempotency-Replayed'] : []),
  ]);
}

function exampleName(status: number, code: string): string {
  return `${status}-${code}`;
}

function references(names: string[]): Headers {
  return Object.fromEntries(names.map((name) => [name, { $ref: `#/components/headers/${name}` }]));
}
