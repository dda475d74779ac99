import { Choice, InstantText, Text, Uuid } from '#http';

/** 43 characters of base64url: 32 bytes (RFC 7636 §4.2). */
const CHALLENGE = /^[\w-]{43}$/;

export class IdentityProviderAnswer {
  @Text({ example: 'hospital' })
  name!: string;

  @Text({ max: 500, example: 'https://id.hospital.example' })
  issuer!: string;

  @Text({ max: 500, description: 'Where a browser begins.', example: '/api/v1/auth/oidc/hospital/start' })
  start!: string;
}

export class StartQuery {
  @Text({
    optional: true,
    max: 2_000,
    description: 'Where the browser is sent at the end, with `code` or `error`: one of the configured addresses, letter by letter.',
    example: 'https://app.hospital.example/signed-in',
  })
  returnTo?: string;

  @Text({
    optional: true,
    min: 43,
    max: 43,
    pattern: CHALLENGE,
    description: 'SHA-256 of a secret of the page, in base64url; the exchange then takes that secret as `codeVerifier` (RFC 7636, S256).',
    example: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM',
  })
  codeChallenge?: string;
}

export class ProviderAddressAnswer {
  @Text({ max: 8_000, example: 'https://id.hospital.example/authorize?client_id=aceso' })
  url!: string;
}

export class ExchangeBody {
  @Text({ max: 200, description: '`code` of the address that the browser was sent to, or `signInCode` of a refusal.' })
  code!: string;

  @Text({ optional: true, min: 43, max: 128, description: 'The secret of the `codeChallenge`, where the sign-in began with one.' })
  codeVerifier?: string;

  @Text({ optional: true, max: 20, description: 'Code of the second factor, where the provider asked for none.', example: '492039' })
  totp?: string;

  @Text({ optional: true, max: 100, description: 'A recovery code in its place.' })
  recoveryCode?: string;
}

export class LinkIdentityBody {
  @Text({ max: 40, description: 'Name of a configured provider.', example: 'hospital' })
  provider!: string;

  @Text({ max: 255, description: 'The user at the provider, as its tokens name them (`sub`).', example: '248289761001' })
  subject!: string;
}

export class ExternalIdentityAnswer {
  @Uuid()
  id!: string;

  @Text({ example: 'hospital' })
  provider!: string;

  @Text({ max: 500, example: 'https://id.hospital.example' })
  issuer!: string;

  @Text({ max: 255, example: '248289761001' })
  subject!: string;

  @Choice(['administrator', 'verified-email'])
  linkedBy!: string;

  @InstantText()
  linkedAt!: string;
}
