/** The digits of a phone number, whatever stands between them. */
export function phoneDigits(phone: string): string {
  return phone.normalize('NFKC').replace(/\D/g, '');
}

/** Digits from its end by which a phone number is found, with or without the country's and the trunk's prefix. */
const PHONE_KEY_LENGTH = 9;

export function phoneKey(phone: string): string {
  return phoneDigits(phone).replace(/^0+/, '').slice(-PHONE_KEY_LENGTH);
}
