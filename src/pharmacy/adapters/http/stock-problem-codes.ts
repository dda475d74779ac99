import { explainCodes } from '#http';

explainCodes({
  'already-reversed': 'The adjustment is reversed already, or its reversal waits for a witness: see `reversedBy`.',
  'empty-adjustment': 'Each line of an adjustment puts something in or takes something out: 0 does neither.',
  'insufficient-stock': 'There is less than is asked for, and nothing was taken: `shortages` says of what, line by line.',
  'lot-mismatch': 'A lot of that number is known with another expiry date: check the package. `expiresOn` is the date on record.',
  'stock-location-name-taken': 'Another stock location of this facility has that name. Choose another.',
  'witness-is-actor': 'What needs a witness is witnessed by another person, signed in as themselves.',
  'approver-is-counter': 'A count is approved by another person than who counted.',
  'closer-is-counter': 'What a count found is explained by somebody who did not count it, the first time or again.',
  'count-incomplete': 'Every lot of a count is entered, once: `missing` names those that are not.',
  'invalid-transfer': 'A transfer leads to another location and names each of its lots once; `errors` points at what does not.',
  'invalid-stock-rule': 'The members of a rule contradict each other; `errors` points at those that do.',
  'invalid-snooze': 'An alert is put aside until a time to come, within 90 days.',
  'variance-needs-reason': 'What arrived differs from what was sent: say why in `reason`.',
});
