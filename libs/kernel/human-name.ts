/** A person's name as FHIR's HumanName has it: given names in their order, family name, title. */
export interface HumanName {
  given: string[];
  family: string;
  prefix?: string;
}

/** How a name is written for a reader: title, given names, family name. */
export function displayName(name: HumanName): string {
  return [name.prefix, ...name.given, name.family].filter((part) => part).join(' ');
}
