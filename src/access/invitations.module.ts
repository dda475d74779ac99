import type { Provider } from '@nestjs/common';
import { publishMachine } from '#http';
import { AuditTrail, Clock, Ids, UnitOfWork } from '#kernel';
import { Entities, Sql } from '#persistence';
import { wire, wireAs } from '#wiring';
import { NotificationsFacade } from '../notifications/index.js';
import { PatientRecords } from './access.facade.js';
import { NotificationsInvitationMail } from './adapters/contexts/notifications.invitation-mail.js';
import { MikroOrmPatientInvitations } from './adapters/persistence/patient-invitations.mikro-orm.js';
import { PatientInvitationsQuery } from './adapters/persistence/patient-invitations.query.js';
import { RandomInvitationCodes } from './adapters/security/random-invitation-codes.js';
import { AcceptInvitation } from './application/accept-invitation.js';
import { CreateUser } from './application/create-user.js';
import { InvitationCodes, InvitationMail } from './application/invitation-ports.js';
import { InvitePatient } from './application/invite-patient.js';
import { SecurityTrail, SignInFailures } from './application/ports.js';
import { RevokeInvitation } from './application/revoke-invitation.js';
import { SendInvitation } from './application/send-invitation.js';
import { invitationMachine } from './domain/invitation-machine.js';

import { InvitationRules } from './domain/patient-invitation.js';
import { PatientInvitations } from './domain/patient-invitations.js';

publishMachine('patient-invitation', invitationMachine);

/** How patients are invited. */
export interface InvitationOptions {
  /** Days for which a code counts. */
  invitationDays: number;
  /** Where people reach this installation, without a slash at its end. */
  publicUrl: string;
}

/** Part of access: patients who make an account of their own. */
export function invitationProviders({ invitationDays, publicUrl }: InvitationOptions): Provider[] {
  return [
    { provide: InvitationRules, useValue: new InvitationRules(invitationDays) },
    {
      provide: InvitationMail,
      useFactory: (notifications: NotificationsFacade) => new NotificationsInvitationMail(notifications, publicUrl),
      inject: [NotificationsFacade],
    },
    wireAs(PatientInvitations, MikroOrmPatientInvitations, Entities, Sql),
    wireAs(InvitationCodes, RandomInvitationCodes),
    wire(PatientInvitationsQuery, Sql, Clock),
    wire(InvitePatient, UnitOfWork, PatientRecords, PatientInvitations, InvitationCodes, InvitationRules, Ids, Clock, AuditTrail),
    wire(SendInvitation, InvitePatient, InvitationMail),
    wire(RevokeInvitation, UnitOfWork, PatientRecords, PatientInvitations, Clock, AuditTrail),
    wire(
      AcceptInvitation,
      UnitOfWork,
      PatientInvitations,
      PatientRecords,
      InvitationCodes,
      CreateUser,
      SignInFailures,
      SecurityTrail,
      Clock,
    ),
  ];
}
