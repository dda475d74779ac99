import { describe, expect, it } from '@jest/globals';
import { amountInWords, dosageSentence, type Instruction } from './dosage-sentence.js';
import { english } from './english-labels.js';
import { german } from './german-labels.js';
import { labelTexts } from './label-languages.js';
import { type LabelledPackage, medicineLabel } from './medicine-label.js';

const instruction = (changes: Partial<Instruction> = {}): Instruction => ({
  dose: { quantity: 1, unit: 'tablet' },
  frequency: { times: 3, per: 'day' },
  route: 'oral',
  durationDays: 7,
  asNeeded: false,
  ...changes,
});

const labelled = (changes: Partial<LabelledPackage> = {}): LabelledPackage => ({
  medication: { name: 'Amoxicillin', strength: '500 mg', form: 'tablet', unit: 'tablet', controlled: false },
  instruction: instruction(),
  quantity: 21,
  lot: { number: 'LX4711', expiresOn: Temporal.PlainDate.from('2028-06-30') },
  patient: { name: 'Ada Long', mrn: 'A-17' },
  facility: 'North Hospital',
  location: 'Main dispensary',
  dispensedOn: Temporal.PlainDate.from('2026-11-22'),
  ...changes,
});

const textsOf = (changes?: Partial<LabelledPackage>): string[] => {
  const { heading, body } = medicineLabel(labelled(changes));
  return [...heading, ...body].map(({ text }) => text);
};

describe('the words of a dosage', () => {
  it.each<[Partial<Instruction>, string, string]>([
    [{}, 'Take 1 tablet by mouth 3 times a day for 7 days.', '3-mal täglich 1 Tablette einnehmen, 7 Tage lang.'],
    [
      { dose: { quantity: 0.5, unit: 'Tablets' }, frequency: { times: 1, per: 'day' }, durationDays: 1 },
      'Take 0.5 tablets by mouth once a day for 1 day.',
      'Einmal täglich 0,5 Tabletten einnehmen, 1 Tag lang.',
    ],
    [
      { dose: { quantity: 10, unit: 'mL' }, frequency: { times: 1, per: 'hours', interval: 6 }, asNeeded: true },
      'Take 10 mL by mouth when needed, at most every 6 hours for at most 7 days.',
      'Bei Bedarf, höchstens alle 6 Stunden, 10 mL einnehmen, höchstens 7 Tage lang.',
    ],
    [
      { dose: { quantity: 2, unit: 'puffs' }, route: 'Inhaled', frequency: { times: 2, per: 'day' } },
      'Breathe in 2 puffs twice a day for 7 days.',
      'Zweimal täglich 2 Hübe einatmen, 7 Tage lang.',
    ],
    [
      { route: 'S.C.', dose: { quantity: 1000, unit: 'IU' }, frequency: { times: 1, per: 'week', interval: 2 }, durationDays: 28 },
      'Inject 1000 IU under the skin once every 2 weeks for 28 days.',
      'Einmal alle 2 Wochen 1000 IU unter die Haut spritzen, 28 Tage lang.',
    ],
    [
      { route: 'intrathecal', frequency: { times: 4, per: 'week' } },
      'Use 1 tablet 4 times a week (route: intrathecal) for 7 days.',
      '4-mal wöchentlich 1 Tablette anwenden (Art der Anwendung: intrathecal), 7 Tage lang.',
    ],
  ])('say %j', (changes, inEnglish, inGerman) => {
    expect(dosageSentence(instruction(changes), english)).toBe(inEnglish);
    expect(dosageSentence(instruction(changes), german)).toBe(inGerman);
  });

  const often = (['day', 'hours', 'week'] as const).flatMap((per) => {
    return [1, 2, 5].flatMap((times) => [1, 3].map((interval) => ({ per, times, interval })));
  });

  it.each([english, german])('leave no place unfilled, whatever the route and the frequency', (texts) => {
    const routes = [...Object.keys(texts.routes), 'constructor'];
    for (const [route, frequency] of routes.flatMap((each) => often.map((how) => [each, how] as const))) {
      const sentence = dosageSentence(instruction({ route, frequency }), texts);
      expect(sentence).toMatch(/^[\p{Lu}\d][^{}]*\.$/u);
      expect([sentence, sentence.includes('3')]).toEqual([sentence, frequency.interval > 1]);
      expect([sentence, sentence.includes('5')]).toEqual([sentence, frequency.times > 2]);
    }
  });

  it('have a translation for every route and unit of the English', () => {
    expect(Object.keys(german.routes)).toEqual(Object.keys(english.routes));
    expect(Object.keys(german.units)).toEqual(Object.keys(english.units));
  });

  it('keep units as they are written where they are not known', () => {
    expect(amountInWords({ quantity: 2, unit: ' mL ' }, german)).toBe('2 mL');
    expect(amountInWords({ quantity: 1, unit: 'constructor' }, english)).toBe('1 constructor');
  });

  it('are in the patient’s language where there is one, or in English', () => {
    expect(['de', 'DE-at', 'en-GB', 'fr', 'constructor', '', undefined].map((tag) => labelTexts(tag).language)).toEqual([
      ...['de', 'de', 'en-GB', 'en-GB', 'en-GB', 'en-GB', 'en-GB'],
    ]);
  });
});

describe('a label', () => {
  it('says what is in the package, whose it is, how it is taken, and where it came from', () => {
    expect(textsOf({ note: 'With food' })).toEqual([
      'Amoxicillin 500 mg, tablet',
      'Ada Long · MRN A-17',
      'Take 1 tablet by mouth 3 times a day for 7 days.',
      'With food',
      'Quantity: 21 tablets',
      'Lot LX4711 · use by 30 Jun 2028',
      'Main dispensary, North Hospital · 22 Nov 2026',
      'Keep out of the sight and reach of children.',
    ]);
  });

  it('says nothing twice that the name has already', () => {
    const medication = { name: 'Amoxicillin 500 mg Tablets', strength: '500 mg', form: 'tablet', unit: 'tablet', controlled: false };
    expect(textsOf({ medication })[0]).toBe('Amoxicillin 500 mg Tablets');
  });

  it('warns of controlled drugs, in the language of the patient', () => {
    const { medication, patient } = labelled();
    const texts = textsOf({ medication: { ...medication, controlled: true }, patient: { ...patient, language: 'de-DE' } });
    expect(texts.slice(-2)).toEqual([german.controlled, german.keepFromChildren]);
    expect(texts).toContain('Charge LX4711 · verwendbar bis 30.06.2028');
    expect(textsOf()).not.toContain(english.controlled);
  });
});
