import { applyDecorators, SetMetadata, UseInterceptors } from '@nestjs/common';
import { WRITES, type WriteAction } from './route.js';
import { WriteInterceptor } from './write.interceptor.js';

/**
 * Marks a route that creates or changes something: it runs in one unit of work with its audit row, and
 * takes an Idempotency-Key.
 */
export const Writes = (action: string, options: Omit<WriteAction, 'action'> = {}): MethodDecorator =>
  applyDecorators(SetMetadata(WRITES, { action, ...options } satisfies WriteAction), UseInterceptors(WriteInterceptor));
