import { SetMetadata } from '@nestjs/common';

/** Metadata key of the permission that a route needs. */
export const PERMISSION = 'aceso:permission';
/** Metadata key of what a writing route does to which kind of resource. */
export const WRITES = 'aceso:writes';
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
