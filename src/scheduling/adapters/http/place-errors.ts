/** What may stand in the way of a time, for the document. */
export const PLACE_ERRORS = {
  409: ['slot-taken', 'patient-busy', 'patient-merged'],
  422: [
    'outside-availability',
    'staff-not-credentialed',
    'wrong-facility',
    'too-late-to-book',
    'beyond-booking-horizon',
  ],
} as const;
