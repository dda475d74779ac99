import type { NotificationsFacade } from '../../../notifications/index.js';
import { PasswordMail } from '../../application/password-link-ports.js';

/** Path of the page where a password is set. */
export const PASSWORD_PAGE = '/account/password';

/** Mails links through the notifications context, without leaving the token anywhere on the way. */
export class NotificationsPasswordMail extends PasswordMail {
  /** @param publicUrl where people reach this installation, without a slash at its end */
  constructor(
    private readonly notifications: NotificationsFacade,
    private readonly publicUrl: string,
  ) {
    super();
  }

  override async send({ key, to, token, expiresAt }: Parameters<PasswordMail['send']>[0]): Promise<boolean> {
    const link = `${this.publicUrl}${PASSWORD_PAGE}?token=${token}`;
    const data = { link, expiresAt: { at: expiresAt.toString(), timeZone: 'UTC' } };
    const [outcome] = await this.notifications.deliverAll([{ key, kind: 'password-reset', channel: 'email', to, languages: [], data }]);
    return outcome?.outcome === 'sent' || outcome?.outcome === 'refused';
  }
}
