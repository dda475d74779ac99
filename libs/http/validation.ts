import { type PipeTransform, ValidationPipe, type ValidationError } from '@nestjs/common';
import { getMetadataStorage } from 'class-validator';
import type { FieldError } from '#kernel';
import { Malformed } from './errors.js';

function* fieldErrors(errors: ValidationError[], parent = ''): Generator<FieldError> {
  for (const { property, constraints, children } of errors) {
    const pointer = `${parent}/${property.replaceAll('~', '~0').replaceAll('/', '~1')}`;
    for (const message of Object.values(constraints ?? {})) yield { pointer, message };
    yield* fieldErrors(children ?? [], pointer);
  }
}

/**
 * class-validator walks every class that has rules, for each object that it looks at, to find those that the object inherits.
 * A class has all its rules when it is first checked, so they are found once: with hundreds of DTOs that was a tenth of what
 * registering a patient took. We use none of the options on which they would depend.
 */
function findRulesOnce(): void {
  const storage = getMetadataStorage();
  const find = storage.getTargetValidationMetadatas.bind(storage);
  const known = new WeakMap<object, ReturnType<typeof find>>();
  storage.getTargetValidationMetadatas = (target, ...options) => {
    const rules = known.get(target) ?? find(target, ...options);
    known.set(target, rules);
    return rules;
  };
}

findRulesOnce();

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
