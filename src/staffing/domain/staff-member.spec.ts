import { describe, expect, it } from '@jest/globals';
import { type NewStaffMember, StaffMember } from './staff-member.js';
import { folded } from './sort-name.js';

const date = (text: string): Temporal.PlainDate => Temporal.PlainDate.from(text);
const hire = (changes: Partial<NewStaffMember> = {}): StaffMember =>
  StaffMember.hire({
    id: 's',
    facilityId: 'f',
    departmentId: 'd',
    name: { given: ['Gustavo'], family: 'Mejía', prefix: 'Dr' },
    role: 'doctor',
    employmentStart: date('2024-01-01'),
    ...changes,
  });

describe('a member of staff', () => {
  it('is employed for a day at least', () => {
    const refused = expect.objectContaining({ code: 'invalid-employment' });
    expect(() => hire({ employmentEnd: date('2023-12-31') })).toThrow(refused);
    expect(hire({ employmentEnd: date('2024-01-01') }).employmentEnd).toBeDefined();
    expect(() => hire().revise({ employmentEnd: date('2023-12-31') })).toThrow(refused);
  });

  it('is changed in what was sent only', () => {
    const member = hire({ specialties: ['surgery'], responsibilities: ['rounds'], employmentEnd: date('2030-01-01') });
    member.revise({ name: { family: 'Zhou', prefix: null }, role: undefined });
    expect(member).toMatchObject({ role: 'doctor', specialties: ['surgery'], responsibilities: ['rounds'], sortName: 'zhou gustavo' });
    expect(member.name).toEqual({ given: ['Gustavo'], family: 'Zhou' });
    expect(member.employmentEnd?.toString()).toBe('2030-01-01');
    member.revise({ employmentEnd: null, responsibilities: null, specialties: ['a', 'a'] });
    expect(member).toMatchObject({ employmentEnd: undefined, responsibilities: [], specialties: ['a'] });
  });

  it('is ordered by a name without case, accents and marks', () => {
    expect(folded("  O'Néill-Ødegård ")).toBe('o neill ødegard');
    expect(folded('李 小龍')).toBe('李 小龍');
    expect(folded('%_\\')).toBe('');
  });

  it('takes over from another system only what is not known', () => {
    const member = hire({ identifiers: [{ system: 'npi', value: '1' }] });
    const elsewhere = { identifiers: [{ system: 'npi', value: '1' }], contacts: [{ system: 'phone' as const, value: '1' }] };
    expect(member.complete(elsewhere)).toBe(true);
    expect(member.complete(elsewhere)).toBe(false);
    expect(member.complete({ contacts: [{ system: 'phone', value: '2' }] })).toBe(false);
    expect(member.contacts).toEqual(elsewhere.contacts);
  });
});
