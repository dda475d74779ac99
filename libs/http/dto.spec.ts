import 'reflect-metadata';
import { describe, expect, it } from '@jest/globals';
import { validateSync } from 'class-validator';
import { plainToInstance } from 'class-transformer';
import { CalendarDate, InstantText, Nested, NestedList, Text, TextList } from './dto.js';

class Part {
  @Text()
  name!: string;
}

class Body {
  @Nested(() => Part, { optional: true })
  part?: Part;

  @NestedList(() => Part, { optional: true })
  parts?: Part[];

  @Text({ optional: true })
  text?: string;

  @Text({ optional: true, lines: true })
  lines?: string;

  @TextList({ optional: true })
  texts?: string[];

  @CalendarDate({ optional: true })
  date?: string;

  @InstantText({ optional: true })
  instant?: string;
}

const accepts = (members: Partial<Body>): boolean => validateSync(Object.assign(new Body(), members)).length === 0;

describe('a member of a request', () => {
  it('is text of any script', () => {
    for (const text of ['محمد', '李小龍', 'é́', '👩🏽‍⚕️', "'; drop table", '<b>']) expect(accepts({ text, texts: [text] })).toBe(true);
  });

  it('is no text that can not be stored', () => {
    for (const text of ['a\0b', '\ud800', 'x\udfff', '\u0007']) {
      expect([accepts({ text }), accepts({ lines: text }), accepts({ texts: [text] })]).toEqual([false, false, false]);
    }
    expect([accepts({ text: 'a\nb' }), accepts({ lines: 'a\nb' })]).toEqual([false, true]);
  });

  it('is a date that exists, of a year that can be stored', () => {
    for (const date of ['2024-02-29', '1000-01-01', '9999-12-31']) expect(accepts({ date })).toBe(true);
    for (const date of ['2026-02-29', '0000-01-01', '2026-1-1', '+012026-01-01', '2026-01-01T00:00']) expect(accepts({ date })).toBe(false);
  });

  it('is an instant with an offset, of a year that can be reckoned with', () => {
    for (const instant of ['2026-11-21T09:00:00Z', '2026-11-21T09:00:00.5+05:30']) expect(accepts({ instant })).toBe(true);
    const refused = ['2026-11-21T09:00:00', '2026-11-21', '0000-01-01T00:00:00Z', '9999-12-31T23:00:00-23:00', '2026-11-21T09:00:00Z[UTC]'];
    for (const instant of refused) expect(accepts({ instant })).toBe(false);
  });

  it('is an object, or a list of them, and no list of lists', () => {
    const taken = (members: object): boolean => validateSync(plainToInstance(Body, members)).length === 0;

    const fitting = [{ part: { name: 'a' } }, { parts: [{ name: 'a' }, { name: 'b' }] }, { parts: [] }];
    for (const members of fitting) expect(taken(members)).toBe(true);
    for (const part of [[], [[]], [{ name: 'a' }], 'a', {}]) expect(taken({ part })).toBe(false);
    for (const parts of [[[]], [[[]]], [[{ name: 'a' }]], ['a'], [null], [{}], {}]) expect(taken({ parts })).toBe(false);
  });
});
