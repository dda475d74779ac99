import type { AnswerEntry } from './answer-trail.js';
import type { CallerRequest } from './caller.js';
import { PERMISSION, READS, WRITES, type WriteAction } from './route.js';

type Body = Record<string, unknown>;

const UUID = /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/i;
const PARAM = /:(\w+)/g;
const PATIENT_IN_PATH = /\/patients\/:(\w+)/;

/** What a reading route's answer showed, by the ids that stand in it; `body` is absent where it is no JSON. */
export function shownBy(request: CallerRequest, action: string, body?: unknown): AnswerEntry {
  const { patientId: inPath, resourceId, resourceType } = namedBy(request, action);
  const items = itemsOf(body);
  const member = resourceType === 'patient' ? 'id' : 'patientId';
  const patients = new Set<string>(request.shownPatients);
  for (const item of items) {
    const shown = idIn(item, member);
    if (shown !== undefined) patients.add(shown);
  }
  if (inPath !== undefined) patients.add(inPath);
  return {
    action,
    resourceType,
    resourceId: idIn(body, 'id') ?? resourceId,
    ...whom([...patients]),
    facilityId: sameIn(items, 'facilityId'),
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

const reads = new WeakMap<object, string | undefined>();

/** What a reading route shows of patients; nothing where it shows none. */
export function readBy(handler: object): string | undefined {
  if (!reads.has(handler)) reads.set(handler, Reflect.getMetadata(READS, handler) as string | undefined);
  return reads.get(handler);
}

/** Of a route that says neither what it reads nor what it writes, what its permission is for: `staff.read`. */
function actionOf(handler: object): string {
  const write = Reflect.getMetadata(WRITES, handler) as WriteAction | undefined;
  const permission = Reflect.getMetadata(PERMISSION, handler) as string;
  return readBy(handler) ?? write?.action ?? permission.replace(':', '.');
}

/** Which parameters of a path name what. */
interface PathNames {
  resourceType: string;
  patientParam?: string | undefined;
  /** Those that may name the resource, the last first. */
  others: readonly string[];
}

/** By action and pattern of the path: the same for every request, of which there are many. */
const pathNames = new Map<string, PathNames>();

function pathNamesOf(action: string, url: string): PathNames {
  const [resourceType = action] = action.split('.', 1);
  const patientParam = PATIENT_IN_PATH.exec(url)?.[1];
  const params = [...url.matchAll(PARAM)].map(([, name]) => name!);
  return { resourceType, patientParam, others: params.filter((name) => name !== patientParam || resourceType === 'patient').reverse() };
}

/** What the path names. A caller may write anything there, so only ids are taken. */
function namedBy(request: CallerRequest, action: string): { patientId?: string; resourceId?: string; resourceType: string } {
  const { url = '' } = request.routeOptions;
  const key = `${action} ${url}`;
  let names = pathNames.get(key);
  if (!names) pathNames.set(key, (names = pathNamesOf(action, url)));
  const params = (request.params ?? {}) as Body;
  const { resourceType, patientParam, others } = names;
  const named = others.find((name) => idIn(params, name) !== undefined);
  return {
    resourceType,
    patientId: patientParam === undefined ? undefined : idIn(params, patientParam),
    resourceId: named === undefined ? undefined : idIn(params, named),
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
  return typeof id === 'string' && id.length === 36 && UUID.test(id) ? id.toLowerCase() : undefined;
}

/** The id that a member of all of them has; nothing where they differ. */
function sameIn(items: unknown[], member: string): string | undefined {
  const first = idIn(items[0], member);
  return items.every((item) => idIn(item, member) === first) ? first : undefined;
}
