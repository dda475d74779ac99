import type { Dosage, Frequency } from './dosage.js';
import { filled, type Forms, type LabelTexts } from './label-texts.js';
import type { Amount } from './medication.js';

/** What is prescribed of a medicine, as far as whoever takes it has to know. */
export interface Instruction extends Dosage {
  /** As it was prescribed: `oral`. */
  route: string;
  durationDays: number;
  asNeeded: boolean;
}

/** Other ways to write a route. */
const ROUTES: Readonly<Record<string, string>> = {
  po: 'oral',
  'per os': 'oral',
  'by mouth': 'oral',
  sl: 'sublingual',
  cutaneous: 'topical',
  skin: 'topical',
  ocular: 'ophthalmic',
  eye: 'ophthalmic',
  auricular: 'otic',
  ear: 'otic',
  intranasal: 'nasal',
  inhaled: 'inhalation',
  respiratory: 'inhalation',
  pr: 'rectal',
  pv: 'vaginal',
  sc: 'subcutaneous',
  im: 'intramuscular',
  iv: 'intravenous',
};

/** An amount in words: `2 tablets`. Digits are not grouped, since languages differ in what a point between them means. */
export function amountInWords({ quantity, unit }: Amount, { language, units }: LabelTexts): string {
  const number = new Intl.NumberFormat(language, { useGrouping: false, maximumFractionDigits: 6 }).format(quantity);
  const written = unit.trim();
  const forms = formsOf(written.toLowerCase(), units);
  return `${number} ${forms === undefined ? written : forms[quantity === 1 ? 0 : 1]}`;
}

/** How a medicine is to be taken, as one sentence. */
export function dosageSentence({ dose, frequency, route, durationDays, asNeeded }: Instruction, texts: LabelTexts): string {
  const often = timesInWords(frequency, texts);
  const name = route.trim().toLowerCase().replaceAll('.', '').replace(/ route$/, '');
  const known = ROUTES[name] ?? name;
  const pattern = Object.hasOwn(texts.routes, known) ? texts.routes[known]! : texts.routes.other;
  const what = { dose: amountInWords(dose, texts), often: asNeeded ? filled(texts.asNeeded, { often }) : often, route };
  const course = (asNeeded ? texts.courseAtMost : texts.course)[durationDays === 1 ? 0 : 1];
  const sentence = `${filled(pattern, what)}${filled(course, { days: String(durationDays) })}.`;
  return sentence.charAt(0).toLocaleUpperCase(texts.language) + sentence.slice(1);
}

function timesInWords({ times, per, interval = 1 }: Frequency, { often }: LabelTexts): string {
  const [once, twice, more] = often[per][interval === 1 ? 'each' : 'every'];
  const pattern = [once, twice][times - 1] ?? more;
  return filled(pattern, { times: String(times), interval: String(interval) });
}

/** Tablet and tablets are the same. */
function formsOf(unit: string, units: LabelTexts['units']): Forms | undefined {
  const singular = [unit, unit.replace(/s$/, '')].find((each) => Object.hasOwn(units, each));
  return singular === undefined ? undefined : units[singular];
}
