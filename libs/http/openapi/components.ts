import type { DocumentedParameter, DocumentedSchema, Documented } from './document-parts.js';

const EXAMPLE_ID = '01975b2e-7c40-7a3e-9d5c-2f1b8a6e4d10';

/** Headers that answers carry. */
export const headers: Record<string, Documented> = {
  'X-Request-Id': { description: 'Id of this request, in every log line of it. Yours, where you sent one.', schema: { type: 'string' } },
  'RateLimit-Policy': {
    description: 'The limit that applies to you: `q` requests in `w` seconds (draft-ietf-httpapi-ratelimit-headers-10).',
    schema: { type: 'string', examples: ['"user";q=6000;w=60'] },
  },
  RateLimit: {
    description: 'What is left of it: `r` requests for `t` seconds.',
    schema: { type: 'string', examples: ['"user";r=5999;t=60'] },
  },
  'Retry-After': { description: 'Seconds after which to try again.', schema: { type: 'integer', minimum: 0 } },
  ETag: { description: 'The version of the resource in quotes, for If-Match.', schema: { type: 'string', examples: ['"3"'] } },
  Location: { description: 'Address of what was created, or where to go.', schema: { type: 'string', format: 'uri-reference' } },
  'Idempotency-Replayed': {
    description: '`true` where this is the first answer again.',
    schema: { type: 'string', enum: ['true'] },
  },
};

/** Header parameters that many operations take. */
export const parameters: Record<string, DocumentedParameter> = {
  IdempotencyKey: {
    name: 'Idempotency-Key',
    in: 'header',
    required: false,
    description: 'A key of your own, kept for 24 hours: the same request with the same key is done once and answered alike.',
    schema: { type: 'string', minLength: 1, maxLength: 255, pattern: '^[\\x21-\\x7e]{1,255}$' },
    example: 'f2b9c1d4-5a77-4c0e-8c2b-6d1b0f3a9e21',
  },
  IfMatch: ifMatchParameter(false),
  IfMatchRequired: ifMatchParameter(true),
};

function ifMatchParameter(required: boolean): DocumentedParameter {
  return {
    name: 'If-Match',
    in: 'header',
    required,
    description: 'The ETag that you read; the change is refused with 412 when the resource has changed since.',
    schema: { type: 'string', pattern: '^(W/)?"\\d{1,9}"$' },
    example: '"3"',
  };
}

/** RFC 9457 problem document with our stable code. */
export const problemSchema: DocumentedSchema = {
  type: 'object',
  description: 'RFC 9457 problem document. Some codes add members of their own.',
  required: ['type', 'title', 'status', 'detail', 'code', 'instance', 'requestId'],
  properties: {
    type: { type: 'string', format: 'uri-reference', description: 'Where the code is explained.', examples: ['/docs/problems#not-found'] },
    title: { type: 'string', examples: ['Not Found'] },
    status: { type: 'integer', minimum: 400, maximum: 599 },
    detail: { type: 'string', description: 'What went wrong this time, for a person.' },
    code: { type: 'string', pattern: '^[a-z0-9]+(-[a-z0-9]+)*$', description: 'Stable code for programs.' },
    instance: { type: 'string', format: 'uri-reference', description: 'Path of the request.' },
    requestId: { type: 'string', examples: [EXAMPLE_ID] },
    errors: {
      type: 'array',
      description: 'With 400 and 422: each offending member of the request.',
      items: {
        type: 'object',
        required: ['pointer', 'message'],
        properties: {
          pointer: { type: 'string', description: 'RFC 6901 pointer into the body or query.', examples: ['/name/family'] },
          message: { type: 'string', examples: ['is required'] },
        },
      },
    },
  },
};

/** The same, for a client that knows OAuth's errors (RFC 6749 §5.2) and perhaps nothing else. */
export const oauthProblemSchema: DocumentedSchema = {
  ...problemSchema,
  description: 'OAuth error (RFC 6749 §5.2) with the members of a problem document beside it.',
  required: ['error', 'error_description', ...(problemSchema.required ?? [])],
  properties: {
    error: { type: 'string', pattern: '^[a-z]+(_[a-z]+)*$', examples: ['invalid_client'] },
    error_description: { type: 'string', description: 'What went wrong this time, for a developer.' },
    ...problemSchema.properties,
  },
};

/** How to sign in. */
export const securitySchemes: Record<string, Documented> = {
  bearer: {
    type: 'http',
    scheme: 'bearer',
    bearerFormat: 'JWT',
    description:
      'The `accessToken` that `POST /api/v1/auth/login` answers with, or the `access_token` of `POST /api/v1/auth/token`, ' +
      'for 15 minutes.',
  },
};

/** A problem as an example of its code. */
export function exampleProblem(status: number, title: string, code: string, detail: string): Documented {
  const problem = { type: `/docs/problems#${code}`, title, status, detail, code, instance: '/api/v1/example', requestId: EXAMPLE_ID };
  return { summary: code, value: problem };
}

/** A problem of the token endpoint as an example of its code. */
export function exampleOAuthProblem(status: number, title: string, code: string, detail: string): Documented {
  const { summary, value } = exampleProblem(status, title, code, detail) as { summary: string; value: object };
  return { summary, value: { error: code.replaceAll('-', '_'), error_description: detail, ...value } };
}
