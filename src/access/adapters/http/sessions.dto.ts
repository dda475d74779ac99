import { Choice, Flag, InstantText, Text, Uuid } from '#http';

/** A live session. */
export class SessionAnswer {
  @Uuid()
  id!: string;

  @Choice(['api', 'dashboard'], { description: 'What it was opened for: the API, or the page that shows the queues.' })
  purpose!: string;

  @Text({ optional: true, description: 'What the client said that it is.', example: 'Mozilla/5.0 (X11; Linux x86_64) Firefox/145.0' })
  device?: string;

  @Text({ optional: true, description: 'Address from which it was opened.', example: '192.0.2.7' })
  address?: string;

  @Flag({ description: 'More than a password was shown.' })
  secondFactor!: boolean;

  @InstantText()
  startedAt!: string;

  @InstantText({ description: 'When its tokens were last renewed.' })
  refreshedAt!: string;

  @InstantText({ description: 'When it ends by itself.' })
  expiresAt!: string;

  @Flag({ description: 'It is the one that asks.' })
  current!: boolean;
}
