import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { ArrayMaxSize, ArrayMinSize, ArrayUnique, IsArray, IsInt, Max, Min, ValidateIf } from 'class-validator';

/** Days of the week, 1 (Monday) to 7, at least one and none twice. */
export function Weekdays({ optional = false }: { optional?: boolean } = {}): PropertyDecorator {
  const items = { type: 'integer', minimum: 1, maximum: 7 } as const;
  return applyDecorators(
    ApiProperty({
      type: 'array',
      items,
      minItems: 1,
      maxItems: 7,
      uniqueItems: true,
      required: !optional,
      description: '1 is Monday, 7 Sunday.',
      example: [1, 2, 3, 4, 5],
    }),
    ValidateIf((_, value) => !(optional && value === undefined)),
    IsArray({ message: 'must be a list' }),
    ArrayMinSize(1, { message: 'must have at least 1 item(s)' }),
    ArrayMaxSize(7, { message: 'must have at most 7 items' }),
    ArrayUnique({ message: 'must not name a day twice' }),
    IsInt({ each: true, message: 'must hold whole numbers' }),
    Min(1, { each: true, message: 'must hold days from 1' }),
    Max(7, { each: true, message: 'must hold days up to 7' }),
  );
}
