import { Type } from '@mikro-orm/core';

/** Days with halves, such as 2.5, as a column of whole halves: sums of them are exact. */
export class HalvesType extends Type<number, number> {
  override convertToDatabaseValue(value: number): number {
    return value * 2;
  }

  override convertToJSValue(value: number): number {
    return value / 2;
  }

  override getColumnType(): string {
    return 'integer';
  }
}
