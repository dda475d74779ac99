import { createRequire } from 'node:module';
import { beforeAll, describe, expect, it } from '@jest/globals';
import type { IForbiddenRuleType } from 'dependency-cruiser';
import { type Broken, type Planted, rulesBrokenBy } from './planted-tree.js';

const rules = createRequire(import.meta.url)('../../.dependency-cruiser.cjs') as { forbidden: IForbiddenRuleType[] };

type Violation = Planted & { rule: string };

const violations: Violation[] = [
  { rule: 'domain-is-pure', file: 'src/scheduling/domain/clock-reader.ts', imports: 'node:fs' },
  { rule: 'application-is-pure', file: 'src/scheduling/application/read-file.ts', imports: 'node:fs' },
  { rule: 'core-specs-need-nothing', file: 'src/scheduling/domain/slot.spec.ts', imports: 'node:fs' },
  { rule: 'published-language-is-plain', file: 'src/scheduling/scheduling.events.ts', imports: 'node:fs' },
  { rule: 'nest-only-at-the-edge', file: 'libs/persistence/injected.ts', imports: '@nestjs/common' },
  { rule: 'web-only-in-http', file: 'src/scheduling/adapters/persistence/reply.ts', imports: 'fastify' },
  { rule: 'orm-only-in-persistence', file: 'src/scheduling/adapters/http/entity.ts', imports: '@mikro-orm/core' },
  { rule: 'driver-only-in-libs', file: 'src/scheduling/adapters/persistence/connection.ts', imports: 'pg' },
  { rule: 'queues-only-in-messaging', file: 'src/scheduling/adapters/http/enqueue.ts', imports: 'bullmq' },
  { rule: 'other-context-through-its-index', file: 'src/interop/adapters/contexts/inside.ts', imports: '../../../patients/domain/mrn.js' },
  { rule: 'other-context-only-from-the-edge', file: 'src/interop/adapters/http/direct.ts', imports: '../../../patients/index.js' },
  { rule: 'context-from-outside-through-its-index', file: 'src/probe.ts', imports: './patients/domain/patient.js' },
  { rule: 'access-calls-only-its-suppliers', file: 'src/access/adapters/contexts/up.ts', imports: '../../../patients/index.js' },
  { rule: 'billing-calls-only-its-suppliers', file: 'src/billing/adapters/contexts/up.ts', imports: '../../../scheduling/index.js' },
  { rule: 'notifications-calls-only-its-suppliers', file: 'src/notifications/notifications.module.ts', imports: '../billing/index.js' },
  { rule: 'patients-calls-only-its-suppliers', file: 'src/patients/adapters/contexts/up.ts', imports: '../../../scheduling/index.js' },
  { rule: 'pharmacy-calls-only-its-suppliers', file: 'src/pharmacy/adapters/contexts/up.ts', imports: '../../../billing/index.js' },
  { rule: 'scheduling-calls-only-its-suppliers', file: 'src/scheduling/adapters/contexts/up.ts', imports: '../../../pharmacy/index.js' },
  { rule: 'staffing-calls-only-its-suppliers', file: 'src/staffing/adapters/contexts/up.ts', imports: '../../../scheduling/index.js' },
  { rule: 'kernel-builds-only-on-lower-libs', file: 'libs/kernel/stored.spec.ts', imports: '#persistence' },
  { rule: 'wiring-builds-only-on-lower-libs', file: 'libs/wiring/stored.ts', imports: '#persistence' },
  { rule: 'persistence-builds-only-on-lower-libs', file: 'libs/persistence/answer.ts', imports: '#http' },
  { rule: 'http-builds-only-on-lower-libs', file: 'libs/http/enqueue.ts', imports: '#messaging' },
  { rule: 'messaging-builds-only-on-lower-libs', file: 'libs/messaging/answer.ts', imports: '#http' },
  { rule: 'testing-builds-only-on-lower-libs', file: 'libs/testing/outside.ts', imports: '../oddments/index.js' },
  { rule: 'kernel-is-pure', file: 'libs/kernel/random.ts', imports: 'node:crypto' },
  { rule: 'libs-know-no-context', file: 'libs/http/patient.ts', imports: '../../src/patients/index.js' },
  { rule: 'library-through-its-index', file: 'src/patients/adapters/http/inside.ts', imports: '../../../../libs/http/paging.js' },
  { rule: 'sibling-library-through-its-index', file: 'libs/http/inside.ts', imports: '../persistence/sql.js' },
  { rule: 'testing-only-in-tests', file: 'src/patients/adapters/http/fake.ts', imports: '#testing' },
  { rule: 'no-cycles', file: 'src/patients/adapters/http/self.ts', imports: './self.js' },
  { rule: 'everything-resolves', file: 'src/patients/adapters/http/gone.ts', imports: './nowhere.js', unresolvable: true },
  { rule: 'only-declared-packages', file: 'src/patients/adapters/http/accident.ts', imports: 'semver' },
  { rule: 'no-development-packages-in-the-product', file: 'src/patients/adapters/http/dev.ts', imports: 'fast-check' },
  { rule: 'nothing-unused', file: 'src/patients/adapters/http/forgotten.ts', imports: '#kernel', unreached: true },
  { rule: 'no-vague-folders', file: 'src/patients/adapters/http/vague.ts', imports: './helpers/oddments.js' },
];

const allowed: Planted[] = [
  { file: 'src/scheduling/domain/appointment.ts', imports: '#kernel' },
  { file: 'src/scheduling/application/book-appointment.ts', imports: '../domain/appointment.js' },
  { file: 'src/scheduling/domain/appointment.spec.ts', imports: 'fast-check' },
  { file: 'src/scheduling/adapters/http/appointments.controller.ts', imports: '@nestjs/common' },
  { file: 'src/scheduling/adapters/persistence/appointments.mikro-orm.ts', imports: '@mikro-orm/postgresql' },
  { file: 'src/scheduling/adapters/contexts/patients.patient-lookup.ts', imports: '../../../patients/index.js' },
  { file: 'src/scheduling/adapters/events/on-staffing-events.ts', imports: '../../../staffing/index.js' },
  { file: 'src/billing/adapters/events/on-scheduling-events.ts', imports: '../../../scheduling/index.js' },
  { file: 'src/patients/patients.module.ts', imports: '../access/index.js' },
  { file: 'src/worker.ts', imports: './scheduling/index.js' },
  { file: 'libs/messaging/relay.ts', imports: '#persistence' },
  { file: 'libs/persistence/sql.ts', imports: 'pg' },
  { file: 'mikro-orm.config.ts', imports: '@mikro-orm/postgresql' },
];

describe('the dependency rules', () => {
  let broken: Broken;

  beforeAll(async () => {
    broken = await rulesBrokenBy([...violations, ...allowed]);
  }, 60_000);

  it.each(violations)('$rule refuses $imports in $file', ({ file, rule }) => {
    expect(broken.get(file)).toEqual([rule]);
  });

  it.each(allowed)('let $file import $imports', ({ file }) => {
    expect(broken.get(file)).toEqual([]);
  });

  it('have a planted violation each', () => {
    expect(violations.map(({ rule }) => rule).toSorted()).toEqual(rules.forbidden.map(({ name }) => name).toSorted());
  });

  it('name the decision record that gives the reason', () => {
    for (const { comment } of rules.forbidden) expect(comment).toMatch(/\(docs\/adr\/\d{4}\)\.$/);
  });
});
