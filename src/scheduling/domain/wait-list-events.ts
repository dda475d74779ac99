/** What is told of a place on the wait-list: ids, words of closed lists and instants. */
export interface WaitListFact {
  entryId: string;
  facilityId: string;
  patientId: string;
  appointmentTypeId: string;
  priority: string;
}

/** What is told of an offer. */
export interface WaitListOfferFact {
  offerId: string;
  entryId: string;
  facilityId: string;
  patientId: string;
  /** The held appointment. */
  appointmentId: string;
  /** RFC 3339. */
  start: string;
  expiresAt: string;
}

export const waitListEvents = {
  entered: 'scheduling.wait-list-entered.v1',
  booked: 'scheduling.wait-list-booked.v1',
  cancelled: 'scheduling.wait-list-cancelled.v1',
  expired: 'scheduling.wait-list-expired.v1',
  offerMade: 'scheduling.wait-list-offer-made.v1',
  offerAccepted: 'scheduling.wait-list-offer-accepted.v1',
  offerDeclined: 'scheduling.wait-list-offer-declined.v1',
  offerExpired: 'scheduling.wait-list-offer-expired.v1',
} as const;
