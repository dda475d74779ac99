import type { Frequency } from './dosage.js';

/** One, and any other number. */
export type Forms = readonly [one: string, other: string];
/** Once, twice, and more often (`{times}`). */
export type Times = readonly [once: string, twice: string, more: string];

/** What labels say in one language. Words in braces stand for what is told. */
export interface LabelTexts {
  /** BCP 47. */
  language: string;
  /** What is to be done, by route: `{dose}` and `{often}`; `other` has `{route}` as it was prescribed besides. */
  routes: Readonly<Record<string, string>> & { readonly other: string };
  /** Within one day, hour or week, and within several (`{interval}`). */
  often: Readonly<Record<Frequency['per'], { each: Times; every: Times }>>;
  /** `{often}` of what is not taken regularly. */
  asNeeded: string;
  /** Added to what is to be done; `{days}`. */
  course: Forms;
  /** The same where it need not be taken. */
  courseAtMost: Forms;
  /** By the singular in English. What is not listed stands as the formulary has it. */
  units: Readonly<Record<string, Forms>>;
  /** `{mrn}` */
  record: string;
  /** `{quantity}` */
  quantity: string;
  /** `{number}`, `{date}` */
  lot: string;
  /** `{place}`, `{date}` */
  dispensed: string;
  keepFromChildren: string;
  controlled: string;
}

/** Puts what is told in the place of the words in braces. */
export function filled(text: string, values: Readonly<Record<string, string>>): string {
  return text.replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? '');
}
