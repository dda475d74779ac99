import { applyDecorators } from '@nestjs/common';
import { ApiProperty, type ApiPropertyOptions } from '@nestjs/swagger';
import { IsDefined, registerDecorator, ValidateIf } from 'class-validator';
import type { MemberOptions } from './dto.js';

/** Wholes and halves from 0 to `max`: 2.5. */
export function Halves(options: MemberOptions & { max?: number } = {}): PropertyDecorator {
  const { max = 2_147_483_647, optional = false, nullable = false, description, example } = options;
  const schema = { type: 'number', minimum: 0, maximum: max, multipleOf: 0.5, required: !optional, nullable, description, example };
  const isLeftOut = (value: unknown): boolean => (optional && value === undefined) || (nullable && value === null);
  const check: PropertyDecorator = (target, propertyName) =>
    registerDecorator({
      name: 'isHalves',
      target: target.constructor,
      propertyName: String(propertyName),
      options: { message: `must be a number of wholes and halves from 0 to ${max}` },
      validator: { validate: (value: unknown) => typeof value === 'number' && value >= 0 && value <= max && Number.isInteger(value * 2) },
    });
  const presence = optional || nullable ? ValidateIf((_, value) => !isLeftOut(value)) : IsDefined({ message: 'is required' });
  return applyDecorators(ApiProperty(schema as unknown as ApiPropertyOptions), presence, check);
}
