import type { Clock, UnitOfWork } from '#kernel';
import type { Credential } from '../domain/credential.js';
import type { Credentials } from '../domain/registers.js';
import type { LocalDates } from './ports.js';

export interface ReinstateCredentialCommand {
  staffId: string;
  credentialId: string;
  expectedVersion?: number;
}

/** Puts a suspended credential in force again. */
export class ReinstateCredential {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly credentials: Credentials,
    private readonly localDates: LocalDates,
    private readonly clock: Clock,
  ) {}

  /** @throws NotFound, StaleVersion, InvalidTransition */
  execute({ staffId, credentialId, expectedVersion }: ReinstateCredentialCommand): Promise<Credential> {
    return this.unitOfWork.run(async () => {
      const credential = await this.credentials.get(staffId, credentialId);
      credential.expectVersion(expectedVersion);
      credential.reinstate(await this.localDates.dateFor(staffId, this.clock.now()));
      await this.credentials.save(credential);
      return credential;
    });
  }
}
