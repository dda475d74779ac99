import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance } from 'fastify';
import { openApiDocument } from './document.js';
import { problemsPage } from './problems-page.js';

/** What of swagger-ui-dist is served. */
const ASSETS = ['/swagger-ui.css', '/swagger-ui-bundle.js', '/favicon-32x32.png'];

const PAGE_FILES: [path: string, file: string, type: string][] = [
  ['/docs', 'index.html', 'text/html; charset=utf-8'],
  ['/docs/', 'index.html', 'text/html; charset=utf-8'],
  ['/docs/page.css', 'page.css', 'text/css; charset=utf-8'],
  ['/docs/page.js', 'page.js', 'text/javascript; charset=utf-8'],
];

/** Serves the OpenAPI document, the interactive page, and the page of problem codes. Nothing is fetched from elsewhere. */
export function serveDocs(app: NestFastifyApplication): void {
  const fastify = app.getHttpAdapter().getInstance() as unknown as FastifyInstance;
  const document = once(() => openApiDocument(app));
  const json = once(() => JSON.stringify(document()));
  const problems = once(() => problemsPage(document()));
  for (const [path, file, type] of PAGE_FILES) {
    const text = once(() => readFileSync(new URL(`./page/${file}`, import.meta.url), 'utf8'));
    fastify.get(path, (_request, reply) => reply.type(type).header('cache-control', 'no-cache').send(text()));
  }
  fastify.get('/docs/openapi.json', (_request, reply) =>
    reply.type('application/json; charset=utf-8').header('cache-control', 'no-cache').send(json()),
  );
  fastify.get('/docs/problems', (_request, reply) =>
    reply.type('text/html; charset=utf-8').header('cache-control', 'no-cache').send(problems()),
  );
  void fastify.register(fastifyStatic, {
    root: dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json')),
    prefix: '/docs/assets/',
    decorateReply: false,
    index: false,
    allowedPath: (path) => ASSETS.includes(path),
    maxAge: '1d',
  });
}

/** Made at the first call and kept: most processes are never asked. */
function once<T>(make: () => T): () => T {
  let made: { value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}
