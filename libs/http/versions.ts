import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { IfMatchRequired, Malformed } from './errors.js';

function ifMatch(required: boolean, context: ExecutionContext): number | undefined {
  const header = context.switchToHttp().getRequest<FastifyRequest>().headers['if-match'];
  if (header === undefined) {
    if (required) throw new IfMatchRequired();
    return undefined;
  }
  const match = /^(?:W\/)?"(\d{1,9})"$/.exec(header);
  if (!match) throw new Malformed('If-Match is one version in quotes, as the ETag of the resource gives it: "3".');
  return Number(match[1]);
}

/** By these two the OpenAPI document knows which routes take the header. */
export const optionalVersion = (_: unknown, context: ExecutionContext): number | undefined => ifMatch(false, context);
export const requiredVersion = (_: unknown, context: ExecutionContext): number | undefined => ifMatch(true, context);

/** The version that the caller acts on, if it names one. */
export const IfMatch = createParamDecorator(optionalVersion);

/** The version that the caller acts on; 428 without. */
export const RequiredIfMatch = createParamDecorator(requiredVersion);
