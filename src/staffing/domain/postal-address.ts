/** A postal address as FHIR's Address has it. */
export interface PostalAddress {
  line: string[];
  city: string;
  postalCode?: string;
  state?: string;
  /** ISO 3166-1 alpha-2. */
  country: string;
}
