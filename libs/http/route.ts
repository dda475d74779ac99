import { SetMetadata } from '@nestjs/common';

/** Metadata key of the permission that a route needs. */
export const PERMISSION = 'aceso:permission';
/** Metadata key of what a writing route does to which kind of resource. */
export const WRITES = 'aceso:writes';
/** Metadata key of what a reading route shows of patients. */
export const READS = 'aceso:reads';
/** Metadata key of a route that a patient may use for their own record. */
export const OWN_RECORD = 'aceso:own-record';
/** The permission of a route that needs no token. */
export const PUBLIC = 'public';
/** The permission of a route that any signed-in caller may use. */
export const SIGNED_IN = 'signed-in';

/** What a writing route does, for the audit trail. */
export interface WriteAction {
  /** Resource and verb: `appointment.book`. */
  action: string;
  /** True where no Idempotency-Key is taken, because the answer must never be stored (tokens). */
  unrepeatable?: boolean;
}

/** Names the permission that a route needs: `appointment:book`. Every controller method has one. */
export const Permission = (permission: string): MethodDecorator => SetMetadata(PERMISSION, permission);

/** A route that needs no token. */
export const Public = (): MethodDecorator => SetMetadata(PERMISSION, PUBLIC);

/** A route for every signed-in caller. */
export const SignedIn = (): MethodDecorator => SetMetadata(PERMISSION, SIGNED_IN);

/**
 * Marks a route that shows data of patients: its answer leaves when an audit row with this action (`patient.read`,
 * `appointment.list`) is durable. Writing routes have `Writes` instead.
 */
export const Reads = (action: string): MethodDecorator => SetMetadata(READS, action);

/**
 * A route that patients may use besides, for their own record alone: its query or use case narrows what it touches by
 * `scopeOf(caller, permission).ownPatient`.
 */
export const OwnRecord = (): MethodDecorator => SetMetadata(OWN_RECORD, true);
