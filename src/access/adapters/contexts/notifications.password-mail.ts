import type { NotificationsFacade } from '../../../notifications/index.js';
import { PasswordMail } from '../../application/password-link-ports.js';

/** Path of the page where a password is set. */
export const PASSWORD_PAGE = '/account/password';

function lifetimeText(minutes: number): string {
  return minutes % 60 === 0 ? `${minutes / 60} hours` : `${minutes} minutes`;
}

/** Mails links through the notifications context. */
export class NotificationsPasswordMail extends PasswordMail {
  /** @param publicUrl where people reach this installation, without a slash at its end */
  constructor(
    private readonly notifications: NotificationsFacade,
    private readonly publicUrl: string,
  ) {
    super();
  }

  override send({ key, to, token, lifetimeMinutes }: Parameters<PasswordMail['send']>[0]): Promise<void> {
    const text = `Somebody, most likely you, wants to set the password of your account.

Open this link within ${lifetimeText(lifetimeMinutes)}; it works once:

${this.publicUrl}${PASSWORD_PAGE}?token=${token}

If it was not you, do nothing: your password stays as it is.
`;
    return this.notifications.deliver({ key, kind: 'password-link', channel: 'email', to, subject: 'Set your password', text });
  }
}
