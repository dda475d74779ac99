/** A room or a piece of equipment is out of service, or back: instants in RFC 3339, UTC; without an end until further notice. */
export interface ResourceOutageFact {
  resourceOutageId: string;
  facilityId: string;
  resourceId: string;
  start: string;
  end?: string;
}

export const resourceEvents = {
  outageDeclared: 'scheduling.resource-outage-declared.v1',
  outageEnded: 'scheduling.resource-outage-ended.v1',
} as const;
