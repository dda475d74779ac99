/** What a recipient's calendar is told. */
export interface CalendarEntry {
  method: 'REQUEST' | 'CANCEL';
  /** The same for an appointment as long as it lives, wherever it is moved. */
  uid: string;
  /** Raised with every change (RFC 5546 §2.1.4). */
  sequence: number;
  /** RFC 3339. */
  start: string;
  end: string;
  location?: string;
}
