import { type PipeTransform, ValidationPipe, type ValidationError } from '@nestjs/common';
import type { FieldError } from '#kernel';
import { Malformed } from './errors.js';

function* fieldErrors(errors: ValidationError[], parent = ''): Generator<FieldError> {
  for (const { property, constraints, children } of errors) {
    const pointer = `${parent}/${property.replaceAll('~', '~0').replaceAll('/', '~1')}`;
    for (const message of Object.values(constraints ?? {})) yield { pointer, message };
    yield* fieldErrors(children ?? [], pointer);
  }
}

/** Checks every body and query against its DTO: unknown members are refused, nothing is coerced silently. */
export function requestValidation(): PipeTransform {
  return new ValidationPipe({
    transform: true,
    whitelist: true,
    forbidNonWhitelisted: true,
    forbidUnknownValues: true,
    validationError: { target: false, value: false },
    exceptionFactory: (errors) => new Malformed('The request is not as this operation expects it.', [...fieldErrors(errors)]),
  });
}
