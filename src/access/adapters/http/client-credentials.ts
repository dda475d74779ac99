import { InvalidClient, InvalidTokenRequest, UnsupportedGrantType } from '../../domain/service-account-errors.js';

/** What a token request says, however it says it. */
export interface ClientRequest {
  clientId: string;
  clientSecret: string;
  scope?: string;
}

/** The fields that are read; others are none of our business (RFC 6749 §3.2). */
const FIELDS = ['grant_type', 'scope', 'client_id', 'client_secret'] as const;

/**
 * Reads a token request: the client names itself by HTTP Basic or in the form, never by both (RFC 6749 §2.3).
 * @throws InvalidTokenRequest
 * @throws UnsupportedGrantType
 * @throws InvalidClient where it doesn't name itself at all
 */
export function clientRequestOf(form: URLSearchParams, authorization: string | undefined): ClientRequest {
  const repeated = FIELDS.find((field) => form.getAll(field).length > 1);
  if (repeated !== undefined) throw new InvalidTokenRequest(`The field ${repeated} stands more than once.`);
  const grantType = form.get('grant_type') ?? '';
  if (grantType === '') throw new InvalidTokenRequest('The field grant_type is missing.');
  if (grantType !== 'client_credentials') throw new UnsupportedGrantType();
  const inHeader = fromHeader(authorization);
  const inForm = fromForm(form);
  if (inHeader && inForm) throw new InvalidTokenRequest('The client names itself both by HTTP Basic and in the form.');
  const client = inHeader ?? inForm;
  if (!client) throw new InvalidClient();
  return { ...client, scope: form.get('scope') ?? undefined };
}

type Client = Pick<ClientRequest, 'clientId' | 'clientSecret'>;

function fromForm(form: URLSearchParams): Client | undefined {
  const [clientId, clientSecret] = [form.get('client_id'), form.get('client_secret')];
  return clientId === null && clientSecret === null ? undefined : { clientId: clientId ?? '', clientSecret: clientSecret ?? '' };
}

/** Both parts are encoded as in a form before they are joined (RFC 6749 §2.3.1). */
function fromHeader(authorization: string | undefined): Client | undefined {
  if (authorization === undefined) return undefined;
  const [, encoded] = /^basic +([\w+/=-]+)$/i.exec(authorization) ?? [];
  const [, clientId, clientSecret] = /^([^:]*):(.*)$/s.exec(Buffer.from(encoded ?? '', 'base64').toString()) ?? [];
  if (clientId === undefined || clientSecret === undefined) throw new InvalidClient();
  return { clientId: decoded(clientId), clientSecret: decoded(clientSecret) };
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part.replaceAll('+', ' '));
  } catch {
    throw new InvalidClient();
  }
}
