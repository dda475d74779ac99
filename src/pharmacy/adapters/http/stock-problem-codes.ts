import { explainCodes } from '#http';

explainCodes({
  'insufficient-stock': 'There is less than is asked for, and nothing was taken: `shortages` says of what, line by line.',
  'lot-mismatch': 'A lot of that number is known with another expiry date: check the package. `expiresOn` is the date on record.',
  'stock-location-name-taken': 'Another stock location of this facility has that name. Choose another.',
});
