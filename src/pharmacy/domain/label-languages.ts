import { english } from './english-labels.js';
import { german } from './german-labels.js';
import type { LabelTexts } from './label-texts.js';

const LANGUAGES: Readonly<Record<string, LabelTexts>> = { en: english, de: german };

/** In a patient's language, or in English. @param preferred BCP 47 */
export function labelTexts(preferred: string | undefined): LabelTexts {
  const [primary = ''] = (preferred ?? '').toLowerCase().split('-', 1);
  return Object.hasOwn(LANGUAGES, primary) ? LANGUAGES[primary]! : english;
}
