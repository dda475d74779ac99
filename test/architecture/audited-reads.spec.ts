import { NestFactory } from '@nestjs/core';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { PUBLIC, type Route, routesOf, SIGNED_IN } from '#http';
import { AppModule } from '../../src/app.module.js';
import { testConfig } from '../harness/app.js';

/** Controllers that show nothing of patients; everybody else's reads are audited. */
const WITHOUT_PATIENT_DATA: ReadonlySet<string> = new Set([
  'AvailabilityController',
  'CatalogueController',
  'CredentialsController',
  'DepartmentsController',
  'ExternalIdentitiesController',
  'FacilitiesController',
  'LeaveController',
  'LeaveEntitlementsController',
  'LotsController',
  'MedicationsController',
  'MessageTemplatesController',
  'OnCallController',
  'ReorderSuggestionsController',
  'ResourceOutagesController',
  'RostersController',
  'ServiceAccountsController',
  'SessionsController',
  'ShiftSwapsController',
  'ShiftTemplatesController',
  'ShiftsController',
  'SlotsController',
  'StaffController',
  'StockAdjustmentsController',
  'StockAlertsController',
  'StockController',
  'StockCountsController',
  'StockDiscrepanciesController',
  'StockLocationsController',
  'StockReceiptsController',
  'StockRulesController',
  'StockTransfersController',
]);
/** And single routes; the invitation is a write whose use case leaves the row. */
const SINGLE_ROUTES: ReadonlySet<string> = new Set([
  'CalendarFeedController#listCalendarLinks',
  'InvitationsController#invitePatient',
  'MedicationUsageController#listMedicationUsage',
  'RemindersController#listReminderPlans',
  'WaitListController#readWaitListFigures',
]);

type Looked = Pick<Route, 'key' | 'permission' | 'reads' | 'writes'>;

/** A route that shows patients without a trace. What anybody or everybody may see is about nobody else. */
function isUnaudited({ key, permission, reads, writes }: Looked): boolean {
  if (permission === PUBLIC || permission === SIGNED_IN || writes || reads !== undefined) return false;
  return !WITHOUT_PATIENT_DATA.has(key.split('#')[0]!) && !SINGLE_ROUTES.has(key);
}

describe('every route', () => {
  let routes: Route[];
  let close: () => Promise<void>;

  beforeAll(async () => {
    const nowhere = testConfig('postgres://nobody@127.0.0.1:1/nothing');
    const looking = { preview: true, abortOnError: false, logger: false as const };
    const app = await NestFactory.create(AppModule.with(nowhere), new FastifyAdapter(), looking);
    close = () => app.close();
    routes = routesOf(app);
  });

  afterAll(() => close());

  it('that shows patients says what it reads, so that its answers are audited', () => {
    expect(routes.length).toBeGreaterThan(20);
    expect(routes.filter(isUnaudited).map(({ key }) => key)).toEqual([]);
  });

  it('names a resource and a verb as what it reads or writes', () => {
    const actions = routes.flatMap(({ reads, writes }) => [reads, writes?.action]).filter((action) => action !== undefined);
    expect(actions.filter((action) => !/^[a-z]+(-[a-z]+)*\.[a-z]+(-[a-z]+)*$/.test(action))).toEqual([]);
  });

  it('reads or writes, and not both', () => {
    expect(routes.filter(({ reads, writes }) => reads !== undefined && writes).map(({ key }) => key)).toEqual([]);
  });
});

describe('the rule that reads are audited', () => {
  it.each<[string, Looked]>([
    ['a new controller', { key: 'ScansController#readScan', permission: 'patient:read-chart' }],
    ['a new route of one that is audited', { key: 'PatientsController#readSecrets', permission: 'patient:find' }],
    ['a new route beside a listed one', { key: 'RemindersController#readReminder', permission: 'appointment:read' }],
  ])('notices %s', (_what, route) => {
    expect(isUnaudited(route)).toBe(true);
  });
});
