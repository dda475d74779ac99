import { amountInWords, dosageSentence, type Instruction } from './dosage-sentence.js';
import { labelTexts } from './label-languages.js';
import { filled } from './label-texts.js';

/** What one package is labelled with. */
export interface LabelledPackage {
  medication: { name: string; strength: string; form: string; unit: string; controlled: boolean };
  instruction: Instruction;
  /** As the prescriber wrote it. */
  note?: string;
  /** Units of the medication, all of one lot. */
  quantity: number;
  lot: { number: string; expiresOn: Temporal.PlainDate };
  patient: { name: string; mrn: string; /** BCP 47 */ language?: string };
  facility: string;
  /** The stock location from which it is given out. */
  location: string;
  dispensedOn: Temporal.PlainDate;
}

/** A paragraph, and how it stands out. */
export interface LabelParagraph {
  text: string;
  tone: 'title' | 'strong' | 'plain' | 'small';
}

/** The label of one package. */
export interface MedicineLabel {
  /** BCP 47. */
  language: string;
  /** Whose it is and what is in it: stands on every piece where one piece has not enough room. */
  heading: readonly LabelParagraph[];
  body: readonly LabelParagraph[];
}

export function medicineLabel({ medication, instruction, note, quantity, lot, patient, ...given }: LabelledPackage): MedicineLabel {
  const texts = labelTexts(patient.language);
  const { language } = texts;
  const place = `${given.location}, ${given.facility}`;
  return {
    language,
    heading: [
      { tone: 'title', text: titleOf(medication) },
      { tone: 'strong', text: `${patient.name} · ${filled(texts.record, { mrn: patient.mrn })}` },
    ],
    body: [
      { tone: 'strong', text: dosageSentence(instruction, texts) },
      ...(note ? [{ tone: 'plain', text: note } as const] : []),
      { tone: 'plain', text: filled(texts.quantity, { quantity: amountInWords({ quantity, unit: medication.unit }, texts) }) },
      { tone: 'plain', text: filled(texts.lot, { number: lot.number, date: dateIn(language, lot.expiresOn) }) },
      { tone: 'plain', text: filled(texts.dispensed, { place, date: dateIn(language, given.dispensedOn) }) },
      ...(medication.controlled ? [{ tone: 'small', text: texts.controlled } as const] : []),
      { tone: 'small', text: texts.keepFromChildren },
    ],
  };
}

/** Many formularies have the strength in the name already. */
function titleOf({ name, strength, form }: LabelledPackage['medication']): string {
  const has = (part: string): boolean => name.toLowerCase().includes(part.toLowerCase());
  return [has(strength) ? name : `${name} ${strength}`, ...(has(form) ? [] : [form])].join(', ');
}

function dateIn(language: string, date: Temporal.PlainDate): string {
  return date.toLocaleString(language, { dateStyle: 'medium' });
}
