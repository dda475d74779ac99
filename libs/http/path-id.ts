import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { NotFound } from '#kernel';

const UUID = /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/i;

/** Which thing a path names, and under which parameter. */
interface PathIdOptions {
  what: string;
  param: string;
}

const fromPath = createParamDecorator(({ what, param }: PathIdOptions, context: ExecutionContext): string => {
  const id = (context.switchToHttp().getRequest<FastifyRequest>().params as Record<string, string | undefined>)[param];
  if (id === undefined || !UUID.test(id)) throw new NotFound(what);
  return id.toLowerCase();
});

/** An id in the path: `@PathId('patient') id: string`. What is no id at all is as absent as an unknown one: 404. */
export const PathId = (what: string, param = 'id'): ParameterDecorator => fromPath({ what, param });
