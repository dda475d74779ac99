import { applyDecorators } from '@nestjs/common';
import { ApiProperty, type ApiPropertyOptions } from '@nestjs/swagger';
import { Transform, Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsBoolean,
  IsDefined,
  isEmail,
  IsIn,
  IsInt,
  IsString,
  IsUUID,
  Matches,
  Max,
  MaxLength,
  Min,
  MinLength,
  registerDecorator,
  ValidateIf,
  ValidateNested,
} from 'class-validator';

/** What every member of a request can say of itself. */
export interface MemberOptions {
  /** May be left out. */
  optional?: boolean;
  /** May be null: in a merge patch, null removes the member (RFC 7396). */
  nullable?: boolean;
  description?: string;
  example?: unknown;
}

interface SizeOptions extends MemberOptions {
  min?: number;
  max?: number;
}

/** Text without control characters, nor halves of surrogate pairs, which the database does not take. */
const PRINTABLE = /^[^\p{Cc}\p{Cs}]*$/u;
const PRINTABLE_LINES = /^(?:[^\p{Cc}\p{Cs}]|[\n\r\t])*$/u;
/** Years outside of these are slips, and some that can be written can't be stored or reckoned with. */
const EARLIEST = Temporal.Instant.from('1000-01-01T00:00:00Z').epochMilliseconds;
const LATEST = Temporal.Instant.from('9999-01-01T00:00:00Z').epochMilliseconds;
const MOST_ITEMS = 200;

function member(options: MemberOptions, schema: ApiPropertyOptions, ...checks: PropertyDecorator[]): PropertyDecorator {
  const { optional = false, nullable = false, description, example } = options;
  const presence = optional || nullable ? presentOr(optional, nullable) : IsDefined({ message: 'is required' });
  const documented = { required: !optional, ...(nullable ? { nullable } : {}), description, example, ...schema } as ApiPropertyOptions;
  return applyDecorators(ApiProperty(documented), presence, ...checks);
}

/** Unlike `IsOptional`, lets null through only where it means something. */
function presentOr(optional: boolean, nullable: boolean): PropertyDecorator {
  return ValidateIf((_, value) => !((optional && value === undefined) || (nullable && value === null)));
}

function verified(name: string, message: string, holds: (value: unknown) => boolean): PropertyDecorator {
  return (target, propertyName) =>
    registerDecorator({
      name,
      target: target.constructor,
      propertyName: String(propertyName),
      options: { message },
      validator: { validate: holds },
    });
}

function parses(parse: (text: string) => unknown): (value: unknown) => boolean {
  return (value) => {
    if (typeof value !== 'string') return false;
    try {
      parse(value);
      return true;
    } catch {
      return false;
    }
  };
}

function reckonable(text: string): void {
  const { epochMilliseconds } = Temporal.Instant.from(text);
  if (epochMilliseconds < EARLIEST || epochMilliseconds >= LATEST) throw new RangeError('outside of the years that count');
}

/** Text of `min` (1) to `max` (200) UTF-16 units; `lines` allows line breaks. */
export function Text(options: SizeOptions & { lines?: boolean; pattern?: RegExp } = {}): PropertyDecorator {
  const { min = 1, max = 200, lines = false, pattern } = options;
  const schema = { type: 'string', minLength: min, maxLength: max, ...(pattern ? { pattern: pattern.source } : {}) };
  const checks = [
    IsString({ message: 'must be text' }),
    MinLength(min, { message: `must have at least ${min} character(s)` }),
    MaxLength(max, { message: `must have at most ${max} characters` }),
    Matches(lines ? PRINTABLE_LINES : PRINTABLE, { message: 'must not contain control characters' }),
    ...(pattern ? [Matches(pattern, { message: `must match ${pattern.source}` })] : []),
  ];
  return member(options, schema as ApiPropertyOptions, ...checks);
}

/** A list of texts. */
export function TextList(options: SizeOptions & { minItems?: number; maxItems?: number } = {}): PropertyDecorator {
  const { min = 1, max = 200, minItems = 0, maxItems = MOST_ITEMS } = options;
  const schema = { type: 'array', items: { type: 'string', minLength: min, maxLength: max }, minItems, maxItems };
  return member(
    options,
    schema as ApiPropertyOptions,
    IsArray({ message: 'must be a list' }),
    ArrayMinSize(minItems, { message: `must have at least ${minItems} item(s)` }),
    ArrayMaxSize(maxItems, { message: `must have at most ${maxItems} items` }),
    IsString({ each: true, message: 'must hold texts' }),
    MinLength(min, { each: true, message: `must hold texts of at least ${min} character(s)` }),
    MaxLength(max, { each: true, message: `must hold texts of at most ${max} characters` }),
    Matches(PRINTABLE, { each: true, message: 'must not contain control characters' }),
  );
}

/** An id of ours. */
export function Uuid(options: MemberOptions = {}): PropertyDecorator {
  return member(options, { type: 'string', format: 'uuid' } as ApiPropertyOptions, IsUUID('all', { message: 'must be a UUID' }));
}

/** A list of ids, none twice. */
export function UuidList(options: MemberOptions & { maxItems?: number } = {}): PropertyDecorator {
  const { maxItems = MOST_ITEMS } = options;
  const schema = { type: 'array', items: { type: 'string', format: 'uuid' }, uniqueItems: true, maxItems } as ApiPropertyOptions;
  return member(
    options,
    schema,
    IsArray({ message: 'must be a list' }),
    ArrayMaxSize(maxItems, { message: `must have at most ${maxItems} items` }),
    IsUUID('all', { each: true, message: 'must hold UUIDs' }),
    verified('isUnique', 'must not name an id twice', (value) => !Array.isArray(value) || new Set(value).size === value.length),
  );
}

/** An e-mail address. */
export function Email(options: MemberOptions = {}): PropertyDecorator {
  const schema = { type: 'string', format: 'email', maxLength: 254 } as ApiPropertyOptions;
  const check = verified('isEmail', 'must be an e-mail address', (value) => {
    return typeof value === 'string' && value.length <= 254 && value.isWellFormed() && isEmail(value);
  });
  return member(options, schema, check);
}

/** True or false. */
export function Flag(options: MemberOptions = {}): PropertyDecorator {
  return member(options, { type: 'boolean' } as ApiPropertyOptions, IsBoolean({ message: 'must be true or false' }));
}

/** A whole number from `min` to `max`, both inclusive. In a query string its decimal digits. */
export function Whole(options: SizeOptions & { query?: boolean } = {}): PropertyDecorator {
  const { min = 0, max = 2_147_483_647, query = false } = options;
  const checks = [
    IsInt({ message: 'must be a whole number' }),
    Min(min, { message: `must be at least ${min}` }),
    Max(max, { message: `must be at most ${max}` }),
  ];
  const schema = { type: 'integer', minimum: min, maximum: max } as ApiPropertyOptions;
  return member(options, schema, ...(query ? [Transform(({ value }: { value: unknown }) => numberOf(value))] : []), ...checks);
}

/** Digits become a number; anything else stays what it is, and is refused as no number. */
function numberOf(value: unknown): unknown {
  return typeof value === 'string' && /^-?\d{1,15}$/.test(value) ? Number(value) : value;
}

/** One of a closed list of words. */
export function Choice(words: readonly string[], options: MemberOptions = {}): PropertyDecorator {
  const schema = { type: 'string', enum: [...words] } as ApiPropertyOptions;
  return member(options, schema, IsIn([...words], { message: `must be one of ${words.join(', ')}` }));
}

/** A list of words out of a closed list. */
export function ChoiceList(words: readonly string[], options: MemberOptions & { minItems?: number } = {}): PropertyDecorator {
  const { minItems = 0 } = options;
  const schema = { type: 'array', items: { type: 'string', enum: [...words] }, minItems, maxItems: words.length } as ApiPropertyOptions;
  return member(
    options,
    schema,
    IsArray({ message: 'must be a list' }),
    ArrayMinSize(minItems, { message: `must have at least ${minItems} item(s)` }),
    ArrayMaxSize(words.length, { message: 'must not repeat itself' }),
    IsIn([...words], { each: true, message: `must hold only ${words.join(', ')}` }),
  );
}

/** An instant with its offset, RFC 3339: `2026-11-21T09:00:00Z`. Without an offset it is refused. */
export function InstantText(options: MemberOptions = {}): PropertyDecorator {
  const check = verified('isInstant', 'must be an RFC 3339 instant with an offset, such as 2026-11-21T09:00:00Z', (value) => {
    return typeof value === 'string' && value.length <= 40 && !value.includes('[') && parses(reckonable)(value);
  });
  return member({ example: '2026-11-21T09:00:00Z', ...options }, { type: 'string', format: 'date-time' } as ApiPropertyOptions, check);
}

/** A date: `2026-11-21`. */
export function CalendarDate(options: MemberOptions = {}): PropertyDecorator {
  const check = verified('isCalendarDate', 'must be a date as YYYY-MM-DD', (value) => {
    return typeof value === 'string' && /^[1-9]\d{3}-\d{2}-\d{2}$/.test(value) && parses((text) => Temporal.PlainDate.from(text))(value);
  });
  return member({ example: '2026-11-21', ...options }, { type: 'string', format: 'date' } as ApiPropertyOptions, check);
}

/** A wall-clock time in whole minutes: `09:00`; `24:00` where an end of the day is meant. */
export function WallClock(options: MemberOptions & { endOfDay?: boolean } = {}): PropertyDecorator {
  const pattern = options.endOfDay ? /^(?:(?:[01]\d|2[0-3]):[0-5]\d|24:00)$/ : /^(?:[01]\d|2[0-3]):[0-5]\d$/;
  const schema = { type: 'string', pattern: pattern.source } as ApiPropertyOptions;
  const check = Matches(pattern, { message: 'must be a time of day as HH:MM' });
  return member({ example: '09:00', ...options }, schema, IsString({ message: 'must be text' }), check);
}

/** An IANA time zone that the runtime knows: `Europe/Berlin`. */
export function ZoneName(options: MemberOptions = {}): PropertyDecorator {
  const check = verified('isZoneName', 'must be an IANA time zone such as Europe/Berlin', (value) => {
    return typeof value === 'string' && !/^[+-]/.test(value) && parses((zone) => new Intl.DateTimeFormat('en', { timeZone: zone }))(value);
  });
  return member({ example: 'Europe/Berlin', ...options }, { type: 'string', maxLength: 64 } as ApiPropertyOptions, check);
}

type Class = new () => object;

/** An object described by another DTO. `@nestjs/swagger` knows a function that gives a class from the class by its name, `type`. */
export function Nested(of: () => Class, options: MemberOptions = {}): PropertyDecorator {
  const check = verified('isObject', 'must be an object', isObject);
  return member(options, { type: () => of() } as ApiPropertyOptions, check, ValidateNested(), Type(of));
}

/** A list would be checked item by item, however deep, and taken. */
function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A list of objects described by another DTO. */
export function NestedList(of: () => Class, options: MemberOptions & { minItems?: number; maxItems?: number } = {}): PropertyDecorator {
  const { minItems = 0, maxItems = MOST_ITEMS } = options;
  return member(
    options,
    { type: () => of(), isArray: true, minItems, maxItems } as ApiPropertyOptions,
    IsArray({ message: 'must be a list' }),
    ArrayMinSize(minItems, { message: `must have at least ${minItems} item(s)` }),
    ArrayMaxSize(maxItems, { message: `must have at most ${maxItems} items` }),
    verified('areObjects', 'must hold objects', (value) => !Array.isArray(value) || value.every(isObject)),
    ValidateNested({ each: true }),
    Type(of),
  );
}
