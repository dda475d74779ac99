import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';

/** A role as it was granted: everywhere, or at one facility. */
export interface RoleGrant {
  role: string;
  facilityId?: string;
}

/** The signed-in caller of a request, as the session check found it at this request. */
export interface Caller {
  /** Of a service account, its own id. */
  userId: string;
  sessionId: string;
  /** A machine, which has its scopes and nothing that is meant for people. */
  isService?: boolean;
  /** True where more than a password was shown when the session began, or since. */
  hasSecondFactor?: boolean;
  /** Empty for a machine. */
  email: string;
  displayName: string;
  roles: RoleGrant[];
  /** Held everywhere or at some facility: what the routes ask for. */
  permissions: ReadonlySet<string>;
  /** Held at every facility. */
  everywhere: ReadonlySet<string>;
  /** Held besides at single facilities, by their id. */
  atFacility: ReadonlyMap<string, ReadonlySet<string>>;
  /** Held for the caller's own patient record alone; not among `permissions`. */
  own: ReadonlySet<string>;
  /** Patients whose charts an active break-glass has opened to the caller. */
  opened: readonly string[];
  /** The same patients, each with the id of that access; absent where there are none. */
  breakGlass?: ReadonlyMap<string, string>;
  staffId?: string;
  patientId?: string;
}

/** Whether the caller holds a permission at one facility. */
export function mayAt(caller: Pick<Caller, 'everywhere' | 'atFacility'>, permission: string, facilityId: string): boolean {
  return caller.everywhere.has(permission) || (caller.atFacility.get(facilityId)?.has(permission) ?? false);
}

/** A request after the guard has let it through. */
export interface CallerRequest extends FastifyRequest {
  caller?: Caller;
  /** The controller's method that answers; its metadata say what it does. */
  handler?: object;
  /** Whom an answer shows in which no ids can be read, such as a document; set before it is given. */
  shownPatients?: readonly string[];
  /** Settles when the audit row about the answer is durable. */
  auditRow?: Promise<void> | undefined;
  /** Why the answer is no success, and whom its explanation shows. */
  refusal?: { code: string; shownPatients?: readonly string[] } | undefined;
}

/** Injects the caller; only on routes that are not public. */
export const CurrentCaller = createParamDecorator((_: unknown, context: ExecutionContext): Caller => {
  const { caller } = context.switchToHttp().getRequest<CallerRequest>();
  if (!caller) throw new Error('A public route has no caller.');
  return caller;
});
