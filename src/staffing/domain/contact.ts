/** One way to reach somebody: FHIR's ContactPoint. */
export interface Contact {
  system: 'phone' | 'email';
  value: string;
  use?: string;
}
