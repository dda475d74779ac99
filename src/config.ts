import type { IdentityProviderSettings } from './access/index.js';
import { readOrigins, readProviders, readReturnAddresses } from './browser-settings.js';

/** A variable of the environment that is missing or malformed. Its message is the one line the operator sees. */
export class WrongConfiguration extends Error {}

/** What a process does: serve HTTP, run jobs, or both. */
export type Role = 'all' | 'main' | 'worker';

/** A key that signs or verifies access tokens. */
export interface JwtKey {
  id: string;
  secret: string;
}

/** Where messages are posted to, and the secret that signs them. */
export interface SignedTarget {
  url: string;
  secret: string;
}

/** Everything that can be set from outside, parsed once at start. */
export interface Config {
  host: string;
  port: number;
  role: Role;
  logLevel: string;
  /** Folder of the embedded server's data and of generated secrets. */
  dataDir: string;
  /** Unset: the embedded server in `dataDir`. */
  databaseUrl?: string;
  databaseOwnerUrl?: string;
  /** For LISTEN, where `databaseUrl` goes through a pooling proxy. */
  databaseDirectUrl?: string;
  databasePoolSize: number;
  /** Unset: queues on PostgreSQL. */
  redisUrl?: string;
  adminEmail?: string;
  adminPassword?: string;
  /** The first signs, all verify. Empty with the embedded database: generated once and kept. */
  jwtKeys: JwtKey[];
  smtpUrl?: string;
  mailFrom: string;
  /** Where people reach this installation, without a slash at the end; without it messages have no links. */
  publicUrl?: string;
  /** Providers of short messages, and a program of the hospital's own, by signed HTTP POST. */
  sms?: SignedTarget;
  webhook?: SignedTarget;
  /** Hosts inside of the own network that messages may be posted to. */
  internalHosts: string[];
  receiptsSecret?: string;
  /** Keys of the links in messages; the keys of access tokens serve where there are none. */
  linkKeys: JwtKey[];
  trustProxy: string[];
  /** Names of roles that need a second factor. */
  totpRequiredRoles: string[];
  metricsToken?: string;
  /** Pages of these origins may call the interface. */
  corsOrigins: string[];
  /** Where people sign in besides, by OpenID Connect. */
  identityProviders: IdentityProviderSettings[];
  /** Where browsers may be sent after that. */
  returnAddresses: string[];
  /** False for measuring alone: what is read leaves no audit row. */
  auditReads: boolean;
  rateLimit: { perUser: number; perAddress: number };
  /** Minutes for which a chart is opened in an emergency, and hours within which that is reviewed afterwards. */
  breakGlass: { minutes: number; reviewHours: number };
  /** Days after its date from which a knowledge base of medicines is stale. */
  knowledgeMaxAgeDays: number;
  /** Days for which the code counts with which a patient makes an account. */
  invitationDays: number;
}

/** The configuration after start-up: the embedded database's address and generated secrets are filled in. */
export type ReadyConfig = Config & { databaseUrl: string };

type Environment = Record<string, string | undefined>;

function oneOf<T extends string>(name: string, value: string, allowed: readonly T[]): T {
  if (!(allowed as readonly string[]).includes(value)) throw new WrongConfiguration(`${name} must be one of ${allowed.join(', ')}.`);
  return value as T;
}

function whole(name: string, value: string | undefined, fallback: number, min: number, max: number): number {
  const number = value === undefined ? fallback : /^\d{1,9}$/.test(value) ? Number(value) : Number.NaN;
  if (!(number >= min && number <= max)) throw new WrongConfiguration(`${name} must be a whole number from ${min} to ${max}.`);
  return number;
}

function url(name: string, value: string | undefined, schemes: string[]): string | undefined {
  if (value === undefined) return undefined;
  const parsed = URL.parse(value);
  if (!parsed || !schemes.includes(parsed.protocol)) {
    throw new WrongConfiguration(`${name} must be a URL that begins with ${schemes.map((scheme) => `${scheme}//`).join(' or ')}.`);
  }
  return value;
}

/** `kid:secret,kid:secret`; a secret has at least 32 characters (256 bits for HS256, RFC 7518 §3.2). */
function keysIn(name: string, value: string | undefined): JwtKey[] {
  if (value === undefined) return [];
  const keys = value.split(',').map((pair) => {
    const match = /^([\w-]{1,64}):(.{32,})$/.exec(pair.trim());
    if (!match) throw new WrongConfiguration(`${name} must be kid:secret,… with secrets of at least 32 characters.`);
    return { id: match[1]!, secret: match[2]! };
  });
  if (new Set(keys.map((key) => key.id)).size !== keys.length) throw new WrongConfiguration(`${name} must not name a key id twice.`);
  return keys;
}

function jwtKeys(value: string | undefined, embedded: boolean): JwtKey[] {
  if (value !== undefined) return keysIn('JWT_KEYS', value);
  if (embedded) return [];
  throw new WrongConfiguration('JWT_KEYS must be set when DATABASE_URL is: kid:secret, secrets of at least 32 characters.');
}

/** As Standard Webhooks has it: `whsec_` and 24 to 64 bytes in base64. */
function signingSecret(name: string, value: string | undefined): string | undefined {
  if (value === undefined) return undefined;
  const bytes = /^whsec_[A-Za-z0-9+/]+={0,2}$/.test(value) ? Buffer.from(value.slice(6), 'base64').length : 0;
  if (bytes < 24 || bytes > 64) throw new WrongConfiguration(`${name} must be whsec_ and 24 to 64 bytes in base64.`);
  return value;
}

function signedTarget(name: string, target: string | undefined, secret: string | undefined): SignedTarget | undefined {
  const given = url(`${name}_URL`, target, ['http:', 'https:']);
  if (given === undefined) return undefined;
  const checked = signingSecret(`${name}_SECRET`, secret);
  if (checked === undefined) throw new WrongConfiguration(`${name}_SECRET must be set when ${name}_URL is.`);
  return { url: given, secret: checked };
}

function setting<T>(name: string, value: string | undefined, read: (text: string) => T[]): T[] {
  try {
    return value === undefined ? [] : read(value);
  } catch (error) {
    throw new WrongConfiguration(`${name} ${(error as Error).message}.`);
  }
}

function providers(value: string | undefined, publicUrl: string | undefined): IdentityProviderSettings[] {
  const read = setting('OIDC_PROVIDERS', value, readProviders);
  if (read.length > 0 && publicUrl === undefined) {
    throw new WrongConfiguration('PUBLIC_URL must be set when OIDC_PROVIDERS is: providers send browsers back there.');
  }
  return read;
}

function listOf(value = ''): string[] {
  return value.split(',').map((part) => part.trim()).filter((part) => part !== '');
}

function admin(email: string | undefined, password: string | undefined, embedded: boolean): Pick<Config, 'adminEmail' | 'adminPassword'> {
  if (email !== undefined && !/^[^\s@]+@[^\s@]+$/.test(email)) throw new WrongConfiguration('ADMIN_EMAIL must be an e-mail address.');
  if (password !== undefined && [...password].length < 15) {
    throw new WrongConfiguration('ADMIN_PASSWORD must have at least 15 characters.');
  }
  if (password !== undefined && email === undefined) throw new WrongConfiguration('ADMIN_EMAIL must be set when ADMIN_PASSWORD is.');
  if (email !== undefined && password === undefined && !embedded) {
    throw new WrongConfiguration('ADMIN_PASSWORD must be set when ADMIN_EMAIL and DATABASE_URL are.');
  }
  return { adminEmail: email, adminPassword: password };
}

const POSTGRES = ['postgres:', 'postgresql:'];
const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;

/**
 * Reads the configuration from environment variables.
 * @throws WrongConfiguration naming the variable
 */
export function readConfig(environment: Environment): Config {
  const env = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const databaseUrl = url('DATABASE_URL', env['DATABASE_URL'], POSTGRES);
  const role = oneOf('ROLE', env['ROLE'] ?? 'all', ['all', 'main', 'worker'] as const);
  return {
    host: env['HOST'] ?? '127.0.0.1',
    // Workers beside a server on one machine leave it its port.
    port: whole('PORT', env['PORT'], role === 'worker' ? 0 : 3000, 0, 65_535),
    role,
    logLevel: oneOf('LOG_LEVEL', env['LOG_LEVEL'] ?? 'info', LOG_LEVELS),
    dataDir: env['DATA_DIR'] ?? '.data',
    databaseUrl,
    databaseOwnerUrl: url('DATABASE_OWNER_URL', env['DATABASE_OWNER_URL'], POSTGRES) ?? databaseUrl,
    databaseDirectUrl: url('DATABASE_DIRECT_URL', env['DATABASE_DIRECT_URL'], POSTGRES),
    databasePoolSize: whole('DATABASE_POOL_SIZE', env['DATABASE_POOL_SIZE'], 10, 2, 200),
    redisUrl: url('REDIS_URL', env['REDIS_URL'], ['redis:', 'rediss:']),
    ...admin(env['ADMIN_EMAIL'], env['ADMIN_PASSWORD'], databaseUrl === undefined),
    jwtKeys: jwtKeys(env['JWT_KEYS'], databaseUrl === undefined),
    smtpUrl: url('SMTP_URL', env['SMTP_URL'], ['smtp:', 'smtps:']),
    mailFrom: env['MAIL_FROM'] ?? 'Aceso <no-reply@localhost>',
    publicUrl: url('PUBLIC_URL', env['PUBLIC_URL'], ['http:', 'https:'])?.replace(/\/+$/, ''),
    sms: signedTarget('SMS', env['SMS_URL'], env['SMS_SECRET']),
    webhook: signedTarget('WEBHOOK', env['WEBHOOK_URL'], env['WEBHOOK_SECRET']),
    internalHosts: listOf(env['INTERNAL_HOSTS']),
    receiptsSecret: signingSecret('RECEIPTS_SECRET', env['RECEIPTS_SECRET']),
    linkKeys: keysIn('LINK_KEYS', env['LINK_KEYS']),
    trustProxy: listOf(env['TRUST_PROXY']),
    totpRequiredRoles: listOf(env['TOTP_REQUIRED_ROLES']),
    metricsToken: env['METRICS_TOKEN'],
    corsOrigins: setting('CORS_ORIGINS', env['CORS_ORIGINS'], readOrigins),
    identityProviders: providers(env['OIDC_PROVIDERS'], env['PUBLIC_URL']),
    returnAddresses: setting('OIDC_RETURN_TO', env['OIDC_RETURN_TO'], readReturnAddresses),
    auditReads: oneOf('AUDIT_READS', env['AUDIT_READS'] ?? 'on', ['on', 'off'] as const) === 'on',
    breakGlass: {
      minutes: whole('BREAK_GLASS_MINUTES', env['BREAK_GLASS_MINUTES'], 60, 5, 1_440),
      reviewHours: whole('BREAK_GLASS_REVIEW_HOURS', env['BREAK_GLASS_REVIEW_HOURS'], 72, 1, 8_760),
    },
    knowledgeMaxAgeDays: whole('KNOWLEDGE_MAX_AGE_DAYS', env['KNOWLEDGE_MAX_AGE_DAYS'], 365, 1, 36_500),
    invitationDays: whole('INVITATION_DAYS', env['INVITATION_DAYS'], 14, 1, 365),
    rateLimit: {
      perUser: whole('RATE_LIMIT_USER', env['RATE_LIMIT_USER'], 6_000, 1, 100_000_000),
      perAddress: whole('RATE_LIMIT_ADDRESS', env['RATE_LIMIT_ADDRESS'], 12_000, 1, 100_000_000),
    },
  };
}
