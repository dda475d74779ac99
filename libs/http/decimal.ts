import { applyDecorators } from '@nestjs/common';
import { ApiProperty, type ApiPropertyOptions } from '@nestjs/swagger';
import { IsDefined, registerDecorator, ValidateIf } from 'class-validator';
import type { MemberOptions } from './dto.js';

interface DecimalOptions extends MemberOptions {
  /** Largest value; a million by default. */
  max?: number;
  /** Digits after the point. */
  places?: number;
}

const PLACES = 6;
const LARGEST = 1_000_000;

/** A number above zero with a few digits after the point, such as an amount of a medicine: 2.5. */
export function Decimal(options: DecimalOptions = {}): PropertyDecorator {
  const { max = LARGEST, places = PLACES, optional = false, description, example } = options;
  const schema = { type: 'number', exclusiveMinimum: 0, maximum: max, required: !optional, description, example };
  const presence = optional ? ValidateIf((_, value) => value !== undefined) : IsDefined({ message: 'is required' });
  const check: PropertyDecorator = (target, propertyName) =>
    registerDecorator({
      name: 'isDecimal',
      target: target.constructor,
      propertyName: String(propertyName),
      options: { message: `must be a number above 0, at most ${max}, with at most ${places} digits after the point` },
      validator: { validate: (value: unknown) => isDecimal(value, max, places) },
    });
  return applyDecorators(ApiProperty(schema as unknown as ApiPropertyOptions), presence, check);
}

function isDecimal(value: unknown, max: number, places: number): boolean {
  return typeof value === 'number' && value > 0 && value <= max && Number(value.toFixed(places)) === value;
}
