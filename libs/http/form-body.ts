import { applyDecorators, createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { ApiBody, ApiConsumes } from '@nestjs/swagger';
import type { FastifyContextConfig, FastifyInstance, FastifyRequest } from 'fastify';
import type { Dto } from './openapi/operation.js';

const FORM = 'application/x-www-form-urlencoded';

type FormConfig = FastifyContextConfig & { formBody?: true };

function unsupported(): Error {
  return Object.assign(new Error('This route takes another media type.'), { statusCode: 415 });
}

/** Reads forms for the routes that ask for them, as a standard of theirs says; everywhere else a form is refused. */
export function registerFormBodies(fastify: FastifyInstance): void {
  fastify.addContentTypeParser<string>(FORM, { parseAs: 'string' }, (request, text, done) => {
    const { formBody } = request.routeOptions.config as FormConfig;
    if (formBody) done(null, new URLSearchParams(text));
    else done(unsupported());
  });
}

/** A route whose body is a form and nothing else. The DTO describes it in the OpenAPI document; the route reads it by `@FormFields()`. */
export const FormBody = (dto: Dto): MethodDecorator =>
  applyDecorators(RouteConfig({ formBody: true }), ApiConsumes(FORM), ApiBody({ type: dto as never }));

/** The fields of a form, some perhaps more than once; 415 for a body in another media type. */
export const FormFields = createParamDecorator((_: unknown, context: ExecutionContext): URLSearchParams => {
  const { body } = context.switchToHttp().getRequest<FastifyRequest>();
  if (body === undefined || body === null) return new URLSearchParams();
  if (!(body instanceof URLSearchParams)) throw unsupported();
  return body;
});
