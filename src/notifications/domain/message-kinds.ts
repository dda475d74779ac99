/** An instant that is shown as the clocks of a zone have it. */
export interface Moment {
  /** RFC 3339. */
  at: string;
  /** IANA name. */
  timeZone: string;
}

/** What a template can be given: text, numbers and moments, never structures. */
export type MessageValue = string | number | Moment;
export type MessageData = Readonly<Record<string, MessageValue | undefined>>;

/** One thing that the templates of a kind may name. */
export interface MessageField {
  name: string;
  meaning: string;
  /** Shown in previews. */
  sample: MessageValue;
  /** May stand where others read along: in the subject of an e-mail, on a locked screen. */
  inSubject?: true;
}

const AT = { at: '2027-03-10T15:00:00Z', timeZone: 'Europe/Berlin' };
const LATER = { at: '2027-03-12T09:30:00Z', timeZone: 'Europe/Berlin' };

const when: MessageField = { name: 'when', meaning: 'When the appointment is', sample: AT, inSubject: true };
const facility: MessageField = { name: 'facility', meaning: 'Name of the facility', sample: 'Lanternfield General Hospital' };
const expiresAt: MessageField = { name: 'expiresAt', meaning: 'Until when the answer or link counts', sample: LATER };

function link(name: string, meaning: string): MessageField {
  return { name, meaning, sample: `https://hospital.example/${name}` };
}

const opening: readonly MessageField[] = [
  { name: 'at', meaning: 'When a record was opened in an emergency', sample: AT },
  { name: 'reviewDueAt', meaning: 'Until when that is to be reviewed', sample: LATER },
  { name: 'accessId', meaning: 'Id of the opening, by which a reviewer finds it', sample: '01990000-0000-7000-8000-000000000001' },
];

const confirmUrl = link('confirmUrl', 'Where the patient confirms; absent where no public address is set');
const cancelUrl = link('cancelUrl', 'Where the patient cancels; absent where no public address is set');

/** A message is about one of them, and the others are empty. */
const stockKinds: readonly MessageField[] = [
  { name: 'lowStock', meaning: 'There where stock is low', sample: 'yes' },
  { name: 'outOfStock', meaning: 'There where nothing usable is left', sample: '' },
  { name: 'expiring', meaning: 'There where a lot comes near its last day of use', sample: '' },
  { name: 'expired', meaning: 'There where a lot on the shelf is past it', sample: '' },
  { name: 'recalled', meaning: 'There where a lot on the shelf is recalled', sample: '' },
];

const stock: readonly MessageField[] = [
  facility,
  { name: 'location', meaning: 'Where the stock is kept', sample: 'Main dispensary' },
  { name: 'medication', meaning: 'Name and strength of the medication', sample: 'Amoxicillin 500 mg' },
  { name: 'quantity', meaning: 'Usable units, or units of the lot', sample: 12 },
  { name: 'reorderPoint', meaning: 'Units from which stock is low', sample: 20 },
  { name: 'lotNumber', meaning: 'The lot, where it is about one', sample: 'LX4711' },
  { name: 'expiresOn', meaning: 'Its last day of use', sample: '2027-03-31' },
  ...stockKinds,
];

/**
 * Every kind of message with all that its templates may say. What is not offered can't be said: no kind offers names of
 * patients, practitioners, types of appointment, reasons or anything else that tells of somebody's health.
 */
export const messageKinds = {
  'appointment-reminder': [when, facility, confirmUrl, cancelUrl],
  'appointment-moved': [when, facility, confirmUrl, cancelUrl],
  'appointment-called-off': [when, facility],
  'appointment-booked': [when, facility, cancelUrl],
  'appointment-rescheduled': [when, { name: 'previousWhen', meaning: 'When it was before', sample: LATER }, facility, cancelUrl],
  'appointment-cancelled': [when, facility],
  'wait-list-offer': [when, facility, expiresAt, link('link', 'Where the offer is answered')],
  'password-reset': [link('link', 'Where a new password is chosen'), expiresAt],
  'patient-invitation': [
    link('link', 'Where the patient signs up, with their birth date'),
    { name: 'code', meaning: 'The code in that link, for typing', sample: '7K2M-9QXR-4HTB' },
    expiresAt,
  ],
  'break-glass-notice': opening,
  'break-glass-overdue': opening,
  'break-glass-unjustified': opening,
  'leave-impact': [
    { name: 'from', meaning: 'First day of the leave', sample: '2027-03-10' },
    { name: 'to', meaning: 'Last day of the leave', sample: '2027-03-12' },
    { name: 'count', meaning: 'How many appointments or shifts are concerned', sample: 4, inSubject: true },
  ],
  'stock-alert': stock,
} as const satisfies Record<string, readonly MessageField[]>;

export type MessageKind = keyof typeof messageKinds;

export const messageKindNames = Object.keys(messageKinds) as MessageKind[];

export function fieldsOf(kind: MessageKind): readonly MessageField[] {
  return messageKinds[kind];
}

/** The samples of a kind's fields, for previews. */
export function sampleData(kind: MessageKind): MessageData {
  return Object.fromEntries(fieldsOf(kind).map(({ name, sample }) => [name, sample]));
}
