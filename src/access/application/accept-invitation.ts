import { type Clock, EVERY_ROW, type UnitOfWork } from '#kernel';
import type { PatientRecord, PatientRecords } from '../access.facade.js';
import { EmailTaken, TooManyFailures } from '../domain/access-errors.js';
import { InvalidInvitation } from '../domain/invitation-errors.js';
import { isBirthDate } from '../domain/patient-invitation.js';
import type { PatientInvitations } from '../domain/patient-invitations.js';
import type { CreateUser } from './create-user.js';
import type { InvitationCodes } from './invitation-ports.js';
import type { SecurityTrail, SignInFailures } from './ports.js';
import type { UserState } from './user-state.js';

export interface AcceptInvitationCommand {
  code: string;
  birthDate: string;
  email: string;
  displayName?: string;
  password: string;
  /** Network address that the request came from. */
  address?: string;
}

/**
 * Makes an account for a patient who was invited. Whatever is wrong with the code or the birth date gets the same answer,
 * is counted, and after a few times ends the invitation.
 */
export class AcceptInvitation {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly invitations: PatientInvitations,
    private readonly patients: PatientRecords,
    private readonly codes: InvitationCodes,
    private readonly createUser: CreateUser,
    private readonly failures: SignInFailures,
    private readonly trail: SecurityTrail,
    private readonly clock: Clock,
  ) {}

  /**
   * @throws InvalidInvitation
   * @throws TooManyFailures
   * @throws PasswordUnfit, SignInBusy
   * @throws EmailTaken only to who has code and birth date; counted as a failure, since it tells who has an account
   */
  async execute(command: AcceptInvitationCommand): Promise<UserState> {
    const attempt = { email: command.code, address: command.address, isKnownAddress: false };
    const seconds = await this.failures.waitFor(attempt);
    if (seconds !== undefined) throw new TooManyFailures(seconds);
    const codeHash = this.codes.hashOf(command.code);
    const patient = await this.unitOfWork.run(() => this.invited(codeHash, command.birthDate));
    try {
      if (!patient) throw new InvalidInvitation();
      return await this.unitOfWork.run(() => this.accept(command, codeHash, patient));
    } catch (error) {
      if (error instanceof EmailTaken) await this.unitOfWork.run(() => this.noteFailure(codeHash));
      if (!(error instanceof InvalidInvitation)) throw error;
      return this.refuse(attempt, patient?.id);
    }
  }

  /** The patient whom a code and a birth date belong to; a code with another date counts against the invitation. */
  private async invited(codeHash: string, birthDate: string): Promise<PatientRecord | undefined> {
    const invitation = await this.invitations.take(codeHash);
    if (invitation?.statusAt(this.clock.now()) !== 'pending') return undefined;
    const patient = await this.patients.find(invitation.patientId, EVERY_ROW);
    if (!patient || patient.deceased) return undefined;
    if (isBirthDate(birthDate, patient.birthDate)) return patient;
    invitation.noteFailure();
    return undefined;
  }

  private async accept(command: AcceptInvitationCommand, codeHash: string, patient: PatientRecord): Promise<UserState> {
    const { email, password, displayName = patient.displayName } = command;
    // First, so that no transaction is open while the password is hashed; what it adds is saved at the end.
    const user = await this.createUser.execute({ email, password, displayName, roles: [{ role: 'patient' }], patientId: patient.id });
    const invitation = await this.invitations.take(codeHash);
    if (!invitation) throw new InvalidInvitation();
    invitation.accept(user.id, this.clock.now());
    await this.invitations.save();
    const { id: resourceId, patientId } = invitation;
    this.trail.record({ action: 'patient-invitation.accept', resourceType: 'patient-invitation', resourceId, patientId, actorId: user.id });
    return user;
  }

  private async noteFailure(codeHash: string): Promise<void> {
    const invitation = await this.invitations.take(codeHash);
    invitation?.noteFailure();
  }

  private async refuse(attempt: Parameters<SignInFailures['count']>[0], patientId: string | undefined): Promise<never> {
    const action = 'patient-invitation.accept';
    const seconds = await this.unitOfWork.run(async () => {
      this.trail.record({ action, resourceType: 'patient-invitation', patientId, outcome: 'refused' });
      return this.failures.count(attempt);
    });
    throw seconds === undefined ? new InvalidInvitation() : new TooManyFailures(seconds);
  }
}
