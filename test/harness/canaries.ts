import { randomBytes } from 'node:crypto';

const tag = (): string => randomBytes(4).toString('hex');

/** Personal data that nobody else has, to be looked for where none may be. */
export const canaries = {
  family: `Canarybird${tag()}`,
  given: `Quillwing${tag()}`,
  email: `canary.${tag()}@quillwing.example`,
  phone: `+4915770${Number.parseInt(tag(), 16).toString().padStart(10, '0')}`,
  reason: `canary-palpitations-${tag()}`,
  password: `canary password ${tag()} ${tag()}`,
};

/** Which of them a text holds, in whatever capitals, and escaped as in a URL. */
export function canariesIn(text: string): string[] {
  const lower = text.toLowerCase();
  const forms = (value: string): string[] => [value, encodeURIComponent(value), value.replace('+', '')].map((form) => form.toLowerCase());
  return Object.entries(canaries).filter(([, value]) => forms(value).some((form) => lower.includes(form))).map(([name]) => name);
}
