import type { IdentityProviderSettings } from './access/index.js';

/** Why a setting can't be taken: the end of a sentence that begins with its name. */
export class WrongSetting extends Error {}

/**
 * Origins whose pages may call the interface, separated by commas, letter by letter as browsers send them.
 * @throws WrongSetting
 */
export function readOrigins(text: string): string[] {
  const origins = listed(text);
  const wrong = origins.find((origin) => !isWebAddress(origin) || URL.parse(origin)?.origin !== origin);
  if (wrong === undefined) return origins;
  throw new WrongSetting(`must be exact origins such as https://app.hospital.example, separated by commas; ${wrong} is none`);
}

/**
 * Addresses to which browsers may be sent, separated by commas.
 * @throws WrongSetting
 */
export function readReturnAddresses(text: string): string[] {
  const addresses = listed(text);
  const wrong = addresses.find((address) => !isWebAddress(address) || address.includes('#'));
  if (wrong === undefined) return addresses;
  throw new WrongSetting(`must be addresses such as https://app.hospital.example/signed-in, separated by commas; ${wrong} is none`);
}

const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);
const NAME = /^[a-z0-9]+(-[a-z0-9]+)*$/;
const FACTORS = 'secondFactor must be {"amr": […], "acr": […]}';
const MEMBERS = new Set(['name', 'issuer', 'clientId', 'clientSecret', 'scopes', 'linkByEmail', 'secondFactor']);

/**
 * Reads the identity providers: a JSON list of
 * `{"name", "issuer", "clientId", "clientSecret"?, "scopes"?, "linkByEmail"?, "secondFactor"?: {"amr"?, "acr"?}}`.
 * @throws WrongSetting
 */
export function readProviders(text: string): IdentityProviderSettings[] {
  let list: unknown;
  try {
    list = JSON.parse(text);
  } catch {
    throw new WrongSetting('must be a JSON list of identity providers');
  }
  if (!Array.isArray(list)) throw new WrongSetting('must be a JSON list of identity providers');
  const providers = list.map((each: unknown, index) => providerOf(each, index + 1));
  const names = providers.map(({ name }) => name);
  const issuers = providers.map(({ issuer }) => issuer);
  if (new Set(names).size !== names.length) throw new WrongSetting('must not use a name twice');
  if (new Set(issuers).size !== issuers.length) throw new WrongSetting('must not name an issuer twice');
  return providers;
}

type Members = Record<string, unknown>;
type Rule = [holds: (provider: Members) => boolean, problem: string];

const RULES: readonly Rule[] = [
  [({ name }) => isText(name) && name.length <= 40 && NAME.test(name), 'name must be lower-case words with hyphens'],
  [({ issuer }) => isWebAddress(issuer), 'issuer must be an https address'],
  [({ clientId }) => isText(clientId), 'clientId is missing'],
  [({ clientSecret }) => clientSecret === undefined || isText(clientSecret), 'clientSecret must be text'],
  [({ scopes }) => isTexts(scopes) && scopes.includes('openid'), 'scopes must be a list that holds openid'],
  [({ linkByEmail }) => typeof linkByEmail === 'boolean', 'linkByEmail must be true or false'],
  [({ secondFactor }) => isObject(secondFactor) && isTexts(secondFactor['amr']) && isTexts(secondFactor['acr']), FACTORS],
];

function providerOf(given: unknown, number: number): IdentityProviderSettings {
  const problem = (text: string): WrongSetting => new WrongSetting(`is wrong at provider ${number}: ${text}`);
  if (!isObject(given)) throw problem('it must be an object');
  const unknown = Object.keys(given).find((member) => !MEMBERS.has(member));
  if (unknown !== undefined) throw problem(`it has no member ${unknown}`);
  const { secondFactor = {}, ...rest } = given;
  const factors = isObject(secondFactor) ? { amr: [], acr: [], ...secondFactor } : secondFactor;
  const provider = { scopes: ['openid', 'email'], linkByEmail: false, ...rest, secondFactor: factors };
  const broken = RULES.find(([holds]) => !holds(provider));
  if (broken) throw problem(broken[1]);
  return provider as unknown as IdentityProviderSettings;
}

function isObject(value: unknown): value is Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}

function isTexts(value: unknown): value is string[] {
  return Array.isArray(value) && value.every(isText);
}

function listed(text: string): string[] {
  return text.split(',').map((part) => part.trim()).filter((part) => part !== '');
}

/** Everything goes over https, but for what is on this machine. */
function isWebAddress(value: unknown): value is string {
  const url = isText(value) ? URL.parse(value) : null;
  if (!url || url.hostname.includes('*')) return false;
  return url.protocol === 'https:' || (url.protocol === 'http:' && LOOPBACK.has(url.hostname));
}
