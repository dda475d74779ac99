import type { SignedLinks } from '#http';
import { AppointmentLinks, type LinkPurpose, type LinkTarget } from '../../application/ports.js';
import type { Appointment } from '../../domain/appointment.js';

const PURPOSE = 'appointment-answer';

/** Links to our own pages, which hold an appointment's id, its time's number and when they end. */
export class SignedAppointmentLinks extends AppointmentLinks {
  constructor(private readonly links: SignedLinks) {
    super();
  }

  override to(purpose: LinkPurpose, { id, timeVersion, start }: Pick<Appointment, 'id' | 'timeVersion' | 'start'>): string | undefined {
    const content = { a: id, v: timeVersion, p: purpose, x: Math.floor(start.epochMilliseconds / 1_000) };
    return this.links.addressOf(`/api/v1/appointment-links/${this.links.sign(PURPOSE, content)}`);
  }

  override read(token: string): LinkTarget | undefined {
    const content = this.links.read(PURPOSE, token) as { a: string; v: number; p: LinkPurpose; x: number } | undefined;
    return (
      content && {
        appointmentId: content.a,
        timeVersion: content.v,
        purpose: content.p,
        expiresAt: Temporal.Instant.fromEpochMilliseconds(content.x * 1_000),
      }
    );
  }
}
