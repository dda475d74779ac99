import type { SignedLinks } from '#http';
import { FeedAddresses } from '../../application/calendar-feed-ports.js';

const PURPOSE = 'calendar-feed';

/** Addresses of feeds on our own server; relative where no public address is set. */
export class SignedFeedAddresses extends FeedAddresses {
  constructor(private readonly links: SignedLinks) {
    super();
  }

  override of({ id, staffId }: { id: string; staffId: string }): string {
    const path = `/api/v1/staff/${staffId}/calendar.ics?token=${this.links.sign(PURPOSE, { l: id })}`;
    return this.links.addressOf(path) ?? path;
  }

  override read(token: string): string | undefined {
    return this.links.read(PURPOSE, token)?.['l'] as string | undefined;
  }
}
