import { type Entities, instantText, type Sql } from '#persistence';
import { type SignInCode, SignInCodes } from '../../application/provider-ports.js';

interface Row {
  user_id: string;
  provider: string;
  second_factor: boolean;
  challenge: Uint8Array | null;
  made_at: string;
  expires_at: string;
}

/** One-time codes as plain rows. What was never fetched is cleared by the way. */
export class SqlSignInCodes extends SignInCodes {
  constructor(
    private readonly entities: Entities,
    private readonly sql: Sql,
  ) {
    super();
  }

  override add(hash: Uint8Array, { userId, provider, hasSecondFactor, challenge, madeAt, expiresAt }: SignInCode): void {
    const times = { made_at: madeAt.toString(), expires_at: expiresAt.toString() };
    const row = { hash, user_id: userId, provider, second_factor: hasSecondFactor, challenge, ...times };
    this.entities.insert({ table: 'access.sign_in_codes', row });
  }

  override async find(hash: Uint8Array, now: Temporal.Instant): Promise<SignInCode | undefined> {
    const row = await this.sql.first<Row>('select * from access.sign_in_codes where hash = $1 and expires_at > $2', [hash, now.toString()]);
    return (
      row && {
        userId: row.user_id,
        provider: row.provider,
        hasSecondFactor: row.second_factor,
        challenge: row.challenge ?? undefined,
        madeAt: Temporal.Instant.from(instantText(row.made_at)),
        expiresAt: Temporal.Instant.from(instantText(row.expires_at)),
      }
    );
  }

  override async spend(hash: Uint8Array, now: Temporal.Instant): Promise<boolean> {
    const spent = await this.sql.lock(
      `with spent as (
         delete from access.sign_in_codes where hash = $1 and expires_at > $2 returning 1
       ), cleared as (
         delete from access.sign_in_codes where hash in (
           select hash from access.sign_in_codes where expires_at <= $2 order by expires_at limit 10 for update skip locked)
       ) select 1 from spent`,
      [hash, now.toString()],
    );
    return spent.length === 1;
  }
}
