import { JobProcessor } from '#messaging';
import type { NoticeCredentials } from '../../application/notice-credentials.js';

/** Looks what time has made of credentials. Facilities end their days at all hours. */
export class CredentialsProcessor extends JobProcessor {
  override readonly queue = 'staffing.credentials';
  override readonly schedules = [{ id: 'notice', every: 300_000 }];

  constructor(private readonly noticeCredentials: NoticeCredentials) {
    super();
  }

  override async process(): Promise<void> {
    await this.noticeCredentials.execute();
  }
}
