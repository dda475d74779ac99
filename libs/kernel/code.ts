/** A coded concept: FHIR's Coding, with the code system's FHIR URI. */
export interface Code {
  system: string;
  code: string;
  display: string;
}
