import { explainCodes } from '#http';

/** What the product's own problem codes mean to a caller, and what can be done about them. */
const PROBLEM_CODES: Record<string, string> = {
  'already-waiting': 'The patient is on the wait-list for this type and practitioner already. Cancel that entry, or leave it.',
  'beyond-booking-horizon': 'The facility takes bookings for so many days ahead and no more (a setting). Choose an earlier time.',
  'cover-not-kept': 'The department would have fewer people than its cover rules ask for: `violations` says when and how many.',
  'break-glass-active': 'You have this chart open already: `breakGlassId` names the access, `expiresAt` its end. Go on, or end it first.',
  'credential-number-taken': 'A credential of this kind, issuer and number is already valid in these days. Check the number.',
  'department-code-taken': 'Another department of this facility has this code. Choose another.',
  'department-not-in-facility': 'The department belongs to another facility. Send one of this facility.',
  'duplicate-offset': 'Each offset of a reminder plan stands once. Leave out the repetition.',
  'email-taken': 'Another user signs in with this e-mail address.',
  'entitlement-below-used': 'More days of that kind of leave are approved in that year already: see `usedDays`.',
  'external-identity-taken':
    'The identity is linked to a user already, or the user to another identity of the same provider. Unlink that first.',
  'head-not-in-facility': 'The head of a department is a member of staff of its facility.',
  'fresh-sign-in-required':
    'Users without a password confirm by signing in anew, within the last five minutes. Sign in again and repeat the request.',
  'identifier-taken': 'Somebody else is registered with one of these identifiers (`system` and `value`). Check it, or use that record.',
  'identity-not-linked':
    'The provider knows you, and no active user here is linked to that identity. An administrator can link it.',
  'incomplete-address': 'An address has lines, a city and a country.',
  'invalid-amount': 'An amount is a decimal with the currency’s own number of digits, such as `12.50` for EUR.',
  'invalid-availability': 'The weekly rules or exceptions contradict each other or themselves; `errors` points at each.',
  'invalid-closure': 'A closure must not end before it begins.',
  'invalid-cover-rule': 'A rule of cover names a role or a specialty and does not end when it begins; `errors` points at each.',
  'invalid-credentials': 'The e-mail address or the password is wrong. The answer is the same for an unknown address.',
  'invalid-client': 'The client is unknown or disabled, or its secret is wrong. The answer is the same for all three.',
  'invalid-currency': 'A currency is the ISO 4217 code of one in use, such as `EUR`.',
  'invalid-date-range': 'The first date lies after the last, there are too many days between them, or all of them are over.',
  'invalid-details': 'Some details cannot be right, such as a birth date in the future; `errors` points at each.',
  'invalid-employment': 'An employment must not end before it starts.',
  'invalid-leave-period': 'A leave ends after it begins (on one day not `pm` to `am`), and is at most two years long.',
  'invalid-period': 'The end does not lie after the start.',
  'invalid-invitation':
    'The code is unknown, spent, revoked, expired or locked, or the birth date is another: the answer is the same. Ask for a new one.',
  'invalid-recurrence':
    'A series has a count or a last date, 1 to 52 occurrences that do not overlap, and weekdays only where it is daily or weekly.',
  'invalid-refresh-token': 'The refresh token is spent, has expired or was never given out. Sign in again.',
  'invalid-request': 'The token request misses a field, repeats one, or names its client in two ways at once (RFC 6749).',
  'invalid-roster': 'A roster of a week begins on a Monday, one of a month on the first day of the month.',
  'invalid-shift': 'A shift ends after it begins, and lasts 168 hours at most.',
  'invalid-sign-in-code': 'The code of a sign-in at a provider is unknown, spent or too old, or was got with another secret. Begin again.',
  'invalid-scope': 'The scope names something that this client does not hold. Ask for less, or for nothing in particular.',
  'invalid-signature': 'The request is not signed as it should be, with the agreed secret, or was signed more than five minutes ago.',
  'invalid-successor': 'Somebody else takes over, not the person who leaves.',
  'invalid-swap': 'A swap is between two people, about published shifts of theirs that have not begun.',
  'invalid-template':
    'A template names what its kind does not offer, or uses more than names and sections; `errors` says where.',
  'invalid-reset-token': 'The link to set a password was used, has expired or was never sent. Ask for a new one.',
  'invalid-transition':
    'The life cycle has no such step from the present status, or its guard fails: see `from`, `reason` and `allowedActions`, ' +
    'and `x-state-machine` in the OpenAPI document.',
  'invalid-validity': 'A credential must not end before it begins.',
  'last-administrator': 'Nobody could administer the product afterwards. Make another user an administrator first.',
  'leave-entitlement-exceeded': 'The leave takes more working days than are left: see `year`, `days` and `remainingDays`.',
  'leave-not-approved': 'Only an approved leave closes time, so only for such a one are appointments moved.',
  'leave-overlap': 'Another approved leave of this person lies in some of these days. Cancel that one, or choose other days.',
  'later-merge-stands': 'The survivor of this merge was merged into another record since. Revert that merge first.',
  'link-spent': 'The appointment was moved, is over, or its facility leaves this to its staff: the link does nothing any more.',
  'merge-conflict':
    'Something has to be settled by a person first, as `obstacles` says: `overlapping-appointments`, `both-have-holds`, ' +
    '`both-wait-for-the-same`, `dispense-in-progress`, `same-medicine-active`, `both-have-accounts`; or the kind of rows that clashed.',
  'merge-reverted': 'The merge was reverted before. There is nothing left to do.',
  'not-affected': 'One of the appointments is not in the time of the leave (any more), or is named twice; `errors` points at it.',
  'outage-overlap': 'The room or equipment is out of service already in some of that time. End that outage, or choose another time.',
  'outside-availability': 'The practitioner does not take this kind of appointment at that time. `GET /api/v1/slots` shows when.',
  'outside-roster': 'The shift begins on a day, or is in a department, that the roster is not for. Leave out `rosterId`, or name another.',
  'own-leave': 'A leave is approved by somebody else than the person who will be absent.',
  'password-unfit': 'The password is too short, too long, or among the first that an attacker would try.',
  'patient-busy': 'The patient has another appointment at that time.',
  'patient-deceased': 'The patient has died: no appointment is booked, and nobody is invited.',
  'patient-merged': 'The record was merged into another one of the same person: `mergedInto` names it. Use that one.',
  'possible-duplicate':
    'Somebody with this name, birth date and sex is registered; `candidates` names them. Use that record, or send `acceptDuplicate: true`.',
  'priority-of-staff': 'Patients enter the wait-list as `routine`. The staff of the facility can enter them with another priority.',
  'provider-refused': 'The identity provider did not confirm who you are, or its answer does not hold. Begin again.',
  'return-address-refused': '`returnTo` must be one of the addresses that the operator has named (`OIDC_RETURN_TO`), letter by letter.',
  'roster-overlap': 'The department has a roster for some of these days. Use that one, or discard it while it is a draft.',
  'roster-rules-broken':
    'The roster breaks rules of work or leaves the department below its cover: `violations` names all of them. Change it, or ' +
    'set a rule aside for a single shift with an override.',
  'reason-required': 'The request needs a reason; `errors` points at what is missing or blank.',
  'reviewer-opened-it': 'Nobody reviews a chart that they opened themselves. Leave it to another reviewer.',
  'scope-not-at-facility':
    'A scope that concerns the whole installation can’t be held at one facility. Leave the scope out, or the facility.',
  'service-account-name-taken': 'Another service account has this name. Choose another.',
  'self-merge': 'A record cannot be merged into itself. Name two.',
  'series-over': 'No occurrence of the series from that instant on is still to come. Read the series to see how it stands.',
  'second-factor-active': 'There is a confirmed second factor already. Switch it off before setting up another.',
  'second-factor-missing': 'There is no second factor yet that this could be done with: begin at `POST /auth/totp`.',
  'second-factor-required':
    'A role of yours needs a second factor, and this session began without: only `/auth/*` is open. Set one up, or sign in with its code.',
  'second-factor-unreadable':
    'The key that opens the secret of your second factor is missing on our side. A recovery code works; tell your administrator.',
  'shift-in-swap': 'The shift is in another swap that is not decided yet. Reject that one first.',
  'shift-overlap': 'The person has another shift at that time, published or in a draft. Nothing sets that aside.',
  'shift-rules-broken':
    'Rest, hours, role, credential, leave or employment forbid it: `violations` names all rules that are broken. Somebody with ' +
    '`shift:override` can set them aside with a reason.',
  'sign-in-busy': 'More passwords are being checked than this server can do in good time. Try again after `Retry-After`.',
  'sign-in-lost': 'The sign-in at a provider was not begun in this browser, or more than ten minutes ago. Begin again.',
  'slot-taken': 'The practitioner, room or device is not free: somebody else was first, or it is out of service. Look for another slot.',
  'staff-has-commitments':
    'After that day shifts, appointments or the lead of a department hang on the person: see `commitments`. Settle them, or name ' +
    'who takes over.',
  'staff-not-credentialed': 'The practitioner has no valid credential, or lacks the specialty, for this appointment at that time.',
  'too-late-to-book': 'The time has passed, or is nearer than the facility’s minimum notice (a setting).',
  'too-many-failures': 'Signing in failed too often for this account or from this address. Wait for `Retry-After`; the delay grows.',
  'too-many-no-shows':
    'The patient missed too many appointments lately to book for themselves (settings `noShowLimit` and `noShowWindowDays`): see `limit` ' +
    'and `windowDays`. The staff of the facility can book for them.',
  'too-many-open-bookings': 'The patient has as many open appointments as the facility allows (a setting).',
  'totp-required': 'The password is right, and the account has a second factor: send `totp`, or `recoveryCode`.',
  'totp-wrong': 'The code of the second factor is missing, wrong or was used before. The clock of the device may be off.',
  'unknown-identity-provider': 'No identity provider of this name is configured. `GET /api/v1/auth/oidc` lists them.',
  'unknown-facility': 'The request names a facility that does not exist.',
  'unknown-patient': 'The request names a patient who does not exist.',
  'unknown-staff': 'The request names a member of staff who does not exist.',
  'unsupported-grant-type': 'Machines get tokens by `client_credentials` alone; people sign in at `POST /api/v1/auth/login`.',
  'user-disabled': 'The user is disabled and cannot sign in, so no link is sent.',
  'wrong-currency': 'A fee is in the facility’s own currency, which can’t change while a fee in another is set.',
  'wrong-facility': 'The practitioner does not work in the facility that offers this type of appointment.',
  'wrong-password': 'This is not your password. The session goes on; the failure counts as one at sign-in.',
};

explainCodes(PROBLEM_CODES);
