import type { Clock, UnitOfWork } from '#kernel';
import { FreshSignInRequired, WrongPassword } from '../domain/break-glass-errors.js';
import type { SessionFacts } from './break-glass-ports.js';
import type { PasswordAgain } from './password-again.js';
import type { SecurityTrail } from './ports.js';

/** Minutes for which a sign-in counts as just made, for users without a password. */
const FRESH_MINUTES = 5;

export interface ConfirmIdentityCommand {
  userId: string;
  sessionId: string;
  password?: string;
  address?: string;
  /** What is to be done, for the audit row of a refusal. */
  action: string;
  patientId?: string;
}

/**
 * Makes sure that whoever holds the session is the user: by the password, or for users of another identity provider by a
 * sign-in of the last minutes. A failure counts like one at sign-in, and the session goes on.
 */
export class ConfirmIdentity {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly passwords: PasswordAgain,
    private readonly sessions: SessionFacts,
    private readonly trail: SecurityTrail,
    private readonly clock: Clock,
  ) {}

  /**
   * @returns whether it is the user; not where a password is needed and none was given
   * @throws WrongPassword
   * @throws FreshSignInRequired
   * @throws TooManyFailures
   * @throws SignInBusy
   */
  async execute(command: ConfirmIdentityCommand): Promise<boolean> {
    const facts = await this.sessions.find(command.sessionId);
    if (!facts?.hasPassword) return this.expectFresh(command, facts?.signedInAt);
    if (command.password === undefined) return false;
    await this.expectPassword({ ...command, password: command.password });
    return true;
  }

  private async expectPassword(command: ConfirmIdentityCommand & { password: string }): Promise<void> {
    try {
      await this.passwords.confirm(command);
    } catch (error) {
      if (error instanceof WrongPassword) await this.recordRefusal(command);
      throw error;
    }
  }

  private async expectFresh(command: ConfirmIdentityCommand, signedInAt: Temporal.Instant | undefined): Promise<true> {
    const oldest = this.clock.now().subtract({ minutes: FRESH_MINUTES });
    if (signedInAt && Temporal.Instant.compare(signedInAt, oldest) >= 0) return true;
    await this.recordRefusal(command);
    throw new FreshSignInRequired(FRESH_MINUTES);
  }

  private recordRefusal({ action, patientId }: ConfirmIdentityCommand): Promise<void> {
    const [resourceType = action] = action.split('.', 1);
    return this.unitOfWork.run(async () => this.trail.record({ action, resourceType, patientId, outcome: 'refused' }));
  }
}
