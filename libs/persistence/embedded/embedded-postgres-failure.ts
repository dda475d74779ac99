/** The embedded PostgreSQL can't be used. The message is one line, made for the person who starts the program. */
export class EmbeddedPostgresFailure extends Error {
  override readonly name = 'EmbeddedPostgresFailure';

  constructor(message: string, cause?: unknown) {
    super(message.replace(/\s*\n\s*/g, ' · ').trim(), { cause });
  }
}
