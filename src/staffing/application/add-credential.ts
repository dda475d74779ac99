import type { Ids, UnitOfWork } from '#kernel';
import { Credential, type NewCredential } from '../domain/credential.js';
import type { Credentials } from '../domain/registers.js';

export type AddCredentialCommand = Omit<NewCredential, 'id'>;

/** Records a permit to practise. */
export class AddCredential {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly credentials: Credentials,
    private readonly ids: Ids,
  ) {}

  /** @throws NotFound where there is no such member of staff; CredentialNumberTaken; RuleBroken `invalid-validity` */
  execute(command: AddCredentialCommand): Promise<Credential> {
    return this.unitOfWork.run(async () => {
      const credential = Credential.add({ ...command, id: this.ids.next() });
      this.credentials.add(credential);
      return credential;
    });
  }
}
