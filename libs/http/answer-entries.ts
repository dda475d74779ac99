import type { AnswerEntry } from './answer-trail.js';
import type { CallerRequest } from './caller.js';
import { PERMISSION, READS, WRITES, type WriteAction } from './route.js';

type Body = Record<string, unknown>;

const UUID = /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/i;
const PATIENT_IN_PATH = /\/patients\/:(\w+)/;

/** What a reading route's answer showed, by the ids that stand in it; `body` is absent where it is no JSON. */
export function shownBy(request: CallerRequest, action: string, body?: unknown): AnswerEntry {
  const { patientId: inPath, resourceId, resourceType } = namedBy(request, action);
  const items = itemsOf(body);
  const patients = new Set(items.map((item) => idIn(item, resourceType === 'patient' ? 'id' : 'patientId')));
  if (inPath !== undefined) patients.add(inPath);
  patients.delete(undefined);
  return {
    action,
    resourceType,
    resourceId: idIn(body, 'id') ?? resourceId,
    ...whom([...patients] as string[]),
    facilityId: sameOf(items.map((item) => idIn(item, 'facilityId'))),
    outcome: 'success',
  };
}

/** What was refused of what a route does. */
export function refusedBy(request: CallerRequest, code: string, shownPatients: readonly string[] = []): AnswerEntry {
  const action = actionOf(request.handler!);
  const { patientId, resourceId, resourceType } = namedBy(request, action);
  const named = patientId ?? idIn(request.body, 'patientId') ?? idIn(request.query, 'patientId');
  return {
    action,
    resourceType,
    resourceId,
    ...whom(named === undefined ? shownPatients : [named, ...shownPatients]),
    outcome: 'refused',
    reason: code,
  };
}

/** What a reading route shows of patients; nothing where it shows none. */
export function readBy(handler: object): string | undefined {
  return Reflect.getMetadata(READS, handler) as string | undefined;
}

/** Of a route that says neither what it reads nor what it writes, what its permission is for: `staff.read`. */
function actionOf(handler: object): string {
  const write = Reflect.getMetadata(WRITES, handler) as WriteAction | undefined;
  const permission = Reflect.getMetadata(PERMISSION, handler) as string;
  return readBy(handler) ?? write?.action ?? permission.replace(':', '.');
}

/** What the path names. A caller may write anything there, so only ids are taken. */
function namedBy(request: CallerRequest, action: string): { patientId?: string; resourceId?: string; resourceType: string } {
  const [resourceType = action] = action.split('.', 1);
  const params = (request.params ?? {}) as Body;
  const patientParam = PATIENT_IN_PATH.exec(request.routeOptions.url ?? '')?.[1];
  const last = Object.keys(params)
    .filter((name) => name !== patientParam || resourceType === 'patient')
    .findLast((name) => idIn(params, name) !== undefined);
  return {
    resourceType,
    patientId: patientParam === undefined ? undefined : idIn(params, patientParam),
    resourceId: last === undefined ? undefined : idIn(params, last),
  };
}

function whom(patients: readonly string[]): Pick<AnswerEntry, 'patientId' | 'patientIds'> {
  return patients.length > 1 ? { patientIds: patients } : { patientId: patients[0] };
}

function itemsOf(body: unknown): unknown[] {
  if (Array.isArray(body)) return body;
  const { items } = (body ?? {}) as { items?: unknown };
  return Array.isArray(items) ? items : [body];
}

function idIn(value: unknown, member: string): string | undefined {
  const id = (value as Body | null | undefined)?.[member];
  return typeof id === 'string' && UUID.test(id) ? id.toLowerCase() : undefined;
}

/** The one value that all have; nothing where they differ. */
function sameOf(values: (string | undefined)[]): string | undefined {
  return values.every((value) => value === values[0]) ? values[0] : undefined;
}
