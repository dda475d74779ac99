import type { Clock, Ids, UnitOfWork } from '#kernel';
import { CredentialNotice, type CredentialNotices } from '../domain/credential-notice.js';

const MOST_AT_ONCE = 500;

/** Tells others when a credential comes near its end, and when it has expired. Done twice, it tells nothing anew. */
export class NoticeCredentials {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly notices: CredentialNotices,
    private readonly ids: Ids,
    private readonly clock: Clock,
  ) {}

  /** @returns how many were noticed */
  async execute(): Promise<number> {
    let noticed = 0;
    for (;;) {
      const found = await this.unitOfWork.run(() => this.noticeSome());
      noticed += found;
      if (found < MOST_AT_ONCE) return noticed;
    }
  }

  private async noticeSome(): Promise<number> {
    const now = this.clock.now();
    const due = await this.notices.due(now, MOST_AT_ONCE);
    due.forEach((credential) => this.notices.add(new CredentialNotice(this.ids.next(), credential, now)));
    return due.length;
  }
}
