import { explainCodes } from '#http';

/** What the product's own problem codes mean to a caller, and what can be done about them. */
const PROBLEM_CODES: Record<string, string> = {
  'beyond-booking-horizon': 'The facility takes bookings for so many days ahead and no more (a setting). Choose an earlier time.',
  'credential-number-taken': 'A credential of this kind, issuer and number is already valid in these days. Check the number.',
  'department-code-taken': 'Another department of this facility has this code. Choose another.',
  'department-not-in-facility': 'The department belongs to another facility. Send one of this facility.',
  'duplicate-offset': 'Each offset of a reminder plan stands once. Leave out the repetition.',
  'email-taken': 'Another user signs in with this e-mail address.',
  'identifier-taken': 'Somebody else is registered with one of these identifiers (`system` and `value`). Check it, or use that record.',
  'incomplete-address': 'An address has lines, a city and a country.',
  'invalid-amount': 'An amount is a decimal with the currency’s own number of digits, such as `12.50` for EUR.',
  'invalid-availability': 'The weekly rules or exceptions contradict each other or themselves; `errors` points at each.',
  'invalid-closure': 'A closure must not end before it begins.',
  'invalid-credentials': 'The e-mail address or the password is wrong. The answer is the same for an unknown address.',
  'invalid-client': 'The client is unknown or disabled, or its secret is wrong. The answer is the same for all three.',
  'invalid-currency': 'A currency is the ISO 4217 code of one in use, such as `EUR`.',
  'invalid-date-range': 'The first date lies after the last, or there are too many days between them.',
  'invalid-details': 'Some details cannot be right, such as a birth date in the future; `errors` points at each.',
  'invalid-employment': 'An employment must not end before it starts.',
  'invalid-refresh-token': 'The refresh token is spent, has expired or was never given out. Sign in again.',
  'invalid-request': 'The token request misses a field, repeats one, or names its client in two ways at once (RFC 6749).',
  'invalid-scope': 'The scope names something that this client does not hold. Ask for less, or for nothing in particular.',
  'invalid-signature': 'The request is not signed as it should be, with the agreed secret, or was signed more than five minutes ago.',
  'invalid-template':
    'A template names what its kind does not offer, or uses more than names and sections; `errors` says where.',
  'invalid-transition':
    'The life cycle has no such step from the present status, or its guard fails: see `from`, `reason` and `allowedActions`, ' +
    'and `x-state-machine` in the OpenAPI document.',
  'invalid-validity': 'A credential must not end before it begins.',
  'last-administrator': 'Nobody could administer the product afterwards. Make another user an administrator first.',
  'outside-availability': 'The practitioner does not take this kind of appointment at that time. `GET /api/v1/slots` shows when.',
  'password-unfit': 'The password is too short, too long, or among the first that an attacker would try.',
  'patient-busy': 'The patient has another appointment at that time.',
  'patient-deceased': 'The patient has died, so no appointment is booked.',
  'possible-duplicate':
    'Somebody with this name, birth date and sex is registered; `candidates` names them. Use that record, or send `acceptDuplicate: true`.',
  'scope-not-at-facility': 'A scope that concerns the whole installation can’t be held at one facility. Leave the scope out, or the facility.',
  'service-account-name-taken': 'Another service account has this name. Choose another.',
  'slot-taken': 'The practitioner, room or device is not free at that time: somebody else was first. Look for another slot.',
  'staff-not-credentialed': 'The practitioner has no valid credential, or lacks the specialty, for this appointment at that time.',
  'too-late-to-book': 'The time has passed, or is nearer than the facility’s minimum notice (a setting).',
  'too-many-failures': 'Signing in failed too often for this account or from this address. Wait for `Retry-After`; the delay grows.',
  'too-many-open-bookings': 'The patient has as many open appointments as the facility allows (a setting).',
  'unknown-facility': 'The request names a facility that does not exist.',
  'unknown-patient': 'The request names a patient who does not exist.',
  'unknown-staff': 'The request names a member of staff who does not exist.',
  'unsupported-grant-type': 'Machines get tokens by `client_credentials` alone; people sign in at `POST /api/v1/auth/login`.',
  'wrong-facility': 'The practitioner does not work in the facility that offers this type of appointment.',
};

explainCodes(PROBLEM_CODES);
