import type { NotificationsFacade } from '../../../notifications/index.js';
import { type InvitationLetter, InvitationMail } from '../../application/invitation-ports.js';

/** Path of the page where a patient signs up. */
export const INVITATION_PAGE = '/account/invitation';

/**
 * Mails codes through the notifications context, without leaving them anywhere on the way: so there is one attempt, and
 * whoever invites hands the code over another way where it fails.
 */
export class NotificationsInvitationMail extends InvitationMail {
  /** @param publicUrl where people reach this installation, without a slash at its end */
  constructor(
    private readonly notifications: NotificationsFacade,
    private readonly publicUrl: string,
  ) {
    super();
  }

  override async send({ key, to, code, expiresAt, patient }: InvitationLetter): Promise<boolean> {
    const { facilityId, preferredLanguage, timeZone = 'UTC' } = patient;
    const data = { link: `${this.publicUrl}${INVITATION_PAGE}?code=${code}`, code, expiresAt: { at: expiresAt.toString(), timeZone } };
    const [outcome] = await this.notifications.deliverAll([
      { key, kind: 'patient-invitation', channel: 'email', to, facilityId, languages: [preferredLanguage], data },
    ]);
    return outcome?.outcome === 'sent';
  }
}
