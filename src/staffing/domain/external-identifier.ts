/** What another system calls the same thing: FHIR's Identifier, such as a practitioner's NPI. */
export interface ExternalIdentifier {
  /** URI of the numbering system. */
  system: string;
  value: string;
}

/** The identifiers without repetition, in the order in which they came. */
export function distinct(identifiers: readonly ExternalIdentifier[]): ExternalIdentifier[] {
  const known = new Map(identifiers.map(({ system, value }) => [`${system}\n${value}`, { system, value }]));
  return [...known.values()];
}
