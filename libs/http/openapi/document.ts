import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, SwaggerModule } from '@nestjs/swagger';
import { headers, oauthProblemSchema, parameters, problemSchema, securitySchemes } from './components.js';
import { describeOperation, fallbackTag } from './describe-operation.js';
import { type ApiDocument, operationsOf } from './document-parts.js';
import { publishedMachines } from './machines.js';
import { type Route, routeKey, routesOf } from './routes.js';
import { finishSchemas } from './schemas.js';

/** Version of the interface: raised with every release that adds to it. */
export const INTERFACE_VERSION = '0.1.0';

const DESCRIPTION = `Hospital management: patients, staff, appointments and what follows from them.

- Sign in with \`POST /api/v1/auth/login\` and send the access token as \`Authorization: Bearer …\`.
- Ids are UUIDv7; instants are RFC 3339 in UTC; dates \`YYYY-MM-DD\`; zones IANA names; durations whole minutes.
- Lists answer \`items\` and \`nextCursor\`; send it back as \`cursor\`.
- Errors are problem documents (RFC 9457) with a stable \`code\`; [every code is explained](/docs/problems).
- What can change carries \`version\` and an ETag; send it back as \`If-Match\`. PATCH is a JSON merge patch (RFC 7396) and requires it.
- A POST that changes something takes an \`Idempotency-Key\` and is then safe to repeat for 24 hours.
- Every answer carries \`RateLimit\` and \`RateLimit-Policy\`: by default 6,000 requests a minute for a signed-in user,
  12,000 for an address; failures to sign in count apart.`;

/**
 * The OpenAPI 3.1 document of an application. The application need not be initialised, so that this works without a database.
 * @throws Error naming two methods that would have the same operationId
 */
export function openApiDocument(app: INestApplication): ApiDocument {
  const routes = new Map(routesOf(app).map((route) => [route.key, route]));
  refuseSameNames([...routes.values()]);
  const base = new DocumentBuilder()
    .setTitle('Aceso')
    .setDescription(DESCRIPTION)
    .setVersion(INTERFACE_VERSION)
    .setOpenAPIVersion('3.1.0')
    .build();
  const document = SwaggerModule.createDocument(app, base, {
    operationIdFactory: routeKey,
    autoTagControllers: false,
  }) as unknown as ApiDocument;
  Object.assign(document.info, { license: { name: 'Apache-2.0', identifier: 'Apache-2.0' }, contact: undefined });
  document.servers = [{ url: '/', description: 'The server that this document came from.' }];
  document.components = {
    ...document.components,
    schemas: { ...document.components.schemas, Problem: problemSchema, OAuthProblem: oauthProblemSchema },
    headers,
    parameters,
    securitySchemes,
  };
  const tags = new Map<string, string>();
  for (const { path, verb, operation } of operationsOf(document)) {
    const route = routes.get(operation.operationId);
    if (!route) throw new Error(`${verb} ${path} belongs to no controller method.`);
    describeOperation(operation, route, { path, verb }, document);
    const { name, description } = route.tag ?? { name: fallbackTag(path), description: `Everything under ${path.split('/{', 1)[0]}.` };
    tags.set(name, tags.get(name) ?? description);
  }
  document.tags = [...tags].map(([name, description]) => ({ name, description })).sort((a, b) => (a.name < b.name ? -1 : 1));
  document['x-state-machine'] = publishedMachines();
  finishSchemas(document);
  return inStableOrder(document);
}

function refuseSameNames(routes: Route[]): void {
  const seen = new Map<string, string>();
  for (const { name, key } of routes) {
    const other = seen.get(name);
    if (other !== undefined) throw new Error(`${key} and ${other} have the same operationId; rename one of the two methods.`);
    seen.set(name, key);
  }
}

/** Paths, schemas and examples by name, so that a change of the interface is a small difference in the file. */
function inStableOrder({ openapi, info, servers, tags, paths, components, ...rest }: ApiDocument): ApiDocument {
  const byName = <T>(record: Record<string, T>): Record<string, T> =>
    Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)));
  const { schemas, examples = {}, responses = {} } = components;
  const sorted = { ...components, schemas: byName(schemas), examples: byName(examples), responses: byName(responses) };
  // Through JSON, so that members that are undefined are absent.
  return JSON.parse(JSON.stringify({ openapi, info, servers, tags, paths: byName(paths), components: sorted, ...rest })) as ApiDocument;
}
