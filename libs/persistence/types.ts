import { Type } from '@mikro-orm/core';

type Stored = string | Date | null | undefined;

/** A `timestamptz` column as `Temporal.Instant`. */
export class InstantType extends Type<Temporal.Instant | undefined, string | undefined> {
  override convertToDatabaseValue(value: Temporal.Instant | undefined): string | undefined {
    return value?.toString();
  }

  override convertToJSValue(value: unknown): Temporal.Instant | undefined {
    if (value === null || value === undefined || value instanceof Temporal.Instant) return value ?? undefined;
    return value instanceof Date ? value.toTemporalInstant() : Temporal.Instant.from(String(value));
  }

  override getColumnType(): string {
    return 'timestamptz';
  }
}

/** A `date` column as `Temporal.PlainDate`. */
export class PlainDateType extends Type<Temporal.PlainDate | undefined, string | undefined> {
  override convertToDatabaseValue(value: Temporal.PlainDate | undefined): string | undefined {
    return value?.toString();
  }

  override convertToJSValue(value: unknown): Temporal.PlainDate | undefined {
    if (value === null || value === undefined || value instanceof Temporal.PlainDate) return value ?? undefined;
    return Temporal.PlainDate.from(value instanceof Date ? value.toISOString().slice(0, 10) : String(value));
  }

  override getColumnType(): string {
    return 'date';
  }
}

/**
 * An instant as the API writes it (RFC 3339, UTC), from the text that PostgreSQL sends for a
 * `timestamptz`. The usual case, a session in UTC, costs two slices.
 */
export function instantText(value: string): string;
export function instantText(value: Stored): string | undefined;
export function instantText(value: Stored): string | undefined {
  if (value === null || value === undefined) return undefined;
  if (value instanceof Date) return value.toTemporalInstant().toString();
  if (value.endsWith('+00')) return `${value.slice(0, 10)}T${value.slice(11, -3)}Z`;
  return Temporal.Instant.from(value).toString();
}
