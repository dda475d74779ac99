/**
 * Why somebody may open a chart without a care relation. Each stands for a purpose of use of HL7 (v3 ActReason,
 * `http://terminology.hl7.org/CodeSystem/v3-ActReason`), all of them under BTG, "break the glass".
 */
export const BREAK_GLASS_REASONS = {
  emergency: { purpose: 'ETREAT', meaning: 'somebody’s life or health is in danger now' },
  treatment: { purpose: 'TREAT', meaning: 'care that is not on record here yet, such as cover, a referral or a transfer' },
  'care-coordination': { purpose: 'COC', meaning: 'arranging care with others who treat the patient' },
  'patient-request': { purpose: 'PATRQT', meaning: 'the patient asks for it' },
  'family-request': { purpose: 'FAMRQT', meaning: 'the family asks for it, and the patient can’t' },
  'patient-safety': { purpose: 'PATSFTY', meaning: 'looking into harm to the patient, or keeping it away' },
  disaster: { purpose: 'DISASTER', meaning: 'care at the site of a disaster' },
} as const satisfies Record<string, { purpose: string; meaning: string }>;

export type BreakGlassReason = keyof typeof BREAK_GLASS_REASONS;

export const BREAK_GLASS_REASON_CODES = Object.keys(BREAK_GLASS_REASONS) as BreakGlassReason[];
