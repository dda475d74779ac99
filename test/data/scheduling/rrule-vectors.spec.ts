import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { RruleRecurrences } from '../../../src/scheduling/adapters/series/rrule.recurrences.js';
import type { Frequency } from '../../../src/scheduling/domain/recurrence.js';

interface Vector {
  note: string;
  rrule: string;
  dtstart: string;
  valid: boolean;
  instances: string[];
}

const folder = process.env.SHARED_DATA ?? '../shared/data';
const vectors = JSON.parse(readFileSync(join(folder, 'scheduling/rrule-vectors-dev.json'), 'utf8')) as Vector[];
const WEEKDAYS = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];
const PART = /^(INTERVAL=\d+|COUNT=\d+|UNTIL=\w+|BYDAY=[A-Z,]+|WKST=MO)$/;

const fitting = vectors.filter(({ rrule, valid }) => valid && isOurs(rrule.split(';')));
function isOurs([frequency, ...parts]: string[]): boolean {
  const monthly = frequency === 'FREQ=MONTHLY' && parts.some((part) => part.startsWith('BYDAY'));
  return /^FREQ=(DAILY|WEEKLY|MONTHLY)$/.test(frequency!) && parts.every((part) => PART.test(part)) && !monthly;
}

const dateOf = (text: string): string => `${text.slice(0, 4)}-${text.slice(4, 6)}-${text.slice(6, 8)}`;

describe('recurrence rules of the kinds that a series may have', () => {
  it('are among the vectors', () => {
    expect(fitting.length).toBeGreaterThan(0);
  });

  it.each(fitting)('$note ($rrule)', ({ rrule, dtstart, instances }) => {
    const parts = Object.fromEntries(rrule.split(';').map((part) => part.split('=') as [string, string]));
    const dates = new RruleRecurrences().dates(
      {
        frequency: parts['FREQ']!.toLowerCase() as Frequency,
        interval: Number(parts['INTERVAL'] ?? 1),
        count: parts['COUNT'] === undefined ? undefined : Number(parts['COUNT']),
        until: parts['UNTIL'] === undefined ? undefined : dateOf(parts['UNTIL']),
        weekdays: parts['BYDAY']?.split(',').map((day) => WEEKDAYS.indexOf(day) + 1),
      },
      Temporal.PlainDate.from(dateOf(dtstart)),
      1_000,
    );
    expect(dates.map(String)).toEqual(instances.map(dateOf));
  });
});
