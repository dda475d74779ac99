import type { HumanName } from '#kernel';
import type { FhirAddress, FhirContact, FhirName, FhirOrganization, FhirPatient, FhirPractitioner } from './fhir.js';
import { dayOf, identifiersOf } from './fhir.js';
import { LeftOut, required } from './left-out.js';

const CONTACT_USES = ['home', 'work', 'temp', 'old', 'mobile'] as const;
const SEXES = ['female', 'male', 'other', 'unknown'] as const;

interface Contact {
  system: 'phone' | 'email';
  value: string;
  use?: (typeof CONTACT_USES)[number];
}

interface Address {
  line: string[];
  city: string;
  postalCode?: string;
  state?: string;
  country?: string;
}

function oneOf<T extends string>(words: readonly T[], word: string | undefined): T | undefined {
  return words.find((each) => each === word);
}

/** The name in use: the official one, else the first that is whole. */
function nameOf(names: FhirName[] | undefined): HumanName {
  const whole = (names ?? []).filter(({ family, given }) => family && given?.length);
  const name = required(whole.find(({ use }) => use === 'official') ?? whole[0], 'it has no name with a family and a given part');
  const prefix = name.prefix?.join(' ');
  return { given: name.given!, family: name.family!, ...(prefix ? { prefix } : {}) };
}

function contactsOf(telecom: FhirContact[] | undefined): Contact[] {
  return (telecom ?? []).flatMap(({ system, value, use }) => {
    if ((system !== 'phone' && system !== 'email') || !value) return [];
    const known = oneOf(CONTACT_USES, use);
    return [{ system, value, ...(known ? { use: known } : {}) }];
  });
}

function addressOf(addresses: FhirAddress[] | undefined): Address | undefined {
  const address = addresses?.find(({ city }) => city);
  if (!address) return undefined;
  const { line = [], city, postalCode, state, country } = address;
  return { line, city: city!, postalCode, state, country };
}

/** Where somebody works or something stands, for telling whether two are at one place. */
export function placeOf(addresses: FhirAddress[] | undefined): string | undefined {
  const address = addressOf(addresses);
  return address && [...address.line, address.city, address.postalCode].join('|').toLowerCase();
}

/** A patient as registration takes one. */
export function patientOf(patient: FhirPatient) {
  const language = patient.communication?.toSorted((a, b) => Number(b.preferred ?? false) - Number(a.preferred ?? false))[0]?.language;
  return {
    name: nameOf(patient.name),
    birthDate: required(patient.birthDate, 'it has no birth date'),
    sex: oneOf(SEXES, patient.gender) ?? 'unknown',
    contacts: contactsOf(patient.telecom),
    address: addressOf(patient.address),
    identifiers: identifiersOf(patient),
    preferredLanguage: language?.coding?.[0]?.code,
    deceasedOn: dayOf(patient.deceasedDateTime),
  };
}

/** A member of staff; where they work is not said by the resource. */
export function practitionerOf(practitioner: FhirPractitioner) {
  const identifiers = identifiersOf(practitioner);
  if (identifiers.length === 0) throw new LeftOut('it has no identifier to know it by');
  return { name: nameOf(practitioner.name), role: 'doctor' as const, contacts: contactsOf(practitioner.telecom), identifiers };
}

/** A facility; its time zone and currency are not said by the resource. */
export function organizationOf(organization: FhirOrganization) {
  const { line, city, postalCode, state, country } = addressOf(organization.address) ?? {};
  return {
    name: required(organization.name, 'it has no name'),
    identifiers: identifiersOf(organization),
    address: line?.length && city && country ? { line, city, postalCode, state, country } : undefined,
  };
}
