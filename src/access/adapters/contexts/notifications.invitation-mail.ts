import type { NotificationsFacade } from '../../../notifications/index.js';
import { InvitationMail } from '../../application/invitation-ports.js';

/** Path of the page where a patient signs up. */
export const INVITATION_PAGE = '/account/invitation';

/** Mails codes through the notifications context. */
export class NotificationsInvitationMail extends InvitationMail {
  /** @param publicUrl where people reach this installation, without a slash at its end */
  constructor(
    private readonly notifications: NotificationsFacade,
    private readonly publicUrl: string,
  ) {
    super();
  }

  override async send({ key, to, code, expiresAt }: Parameters<InvitationMail['send']>[0]): Promise<boolean> {
    const text = `You are invited to make an account with us.

Open this link and have your birth date ready. The code in it is ${code}:

${this.publicUrl}${INVITATION_PAGE}?code=${code}

The code works once, until ${expiresAt.toString().slice(0, 10)}. If you do not expect it, do nothing.
`;
    try {
      await this.notifications.deliver({ key, kind: 'patient-invitation', channel: 'email', to, subject: 'Your invitation', text });
      return true;
    } catch {
      // On record with its reason where messages are delivered; whoever invites hands the code over another way.
      return false;
    }
  }
}
