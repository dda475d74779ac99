import type { Clock, UnitOfWork } from '#kernel';
import type { Credential } from '../domain/credential.js';
import type { Credentials } from '../domain/registers.js';
import type { LocalDates } from './ports.js';

export interface SuspendCredentialCommand {
  staffId: string;
  credentialId: string;
  reason: string;
  expectedVersion?: number;
}

/** Takes a credential out of force at once. */
export class SuspendCredential {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly credentials: Credentials,
    private readonly localDates: LocalDates,
    private readonly clock: Clock,
  ) {}

  /** @throws NotFound, StaleVersion, InvalidTransition */
  execute({ staffId, credentialId, reason, expectedVersion }: SuspendCredentialCommand): Promise<Credential> {
    return this.unitOfWork.run(async () => {
      const credential = await this.credentials.get(staffId, credentialId);
      credential.expectVersion(expectedVersion);
      const now = this.clock.now();
      credential.suspend(reason, now, await this.localDates.dateFor(staffId, now));
      await this.credentials.save(credential);
      return credential;
    });
  }
}
