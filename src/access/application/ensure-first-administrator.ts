import type { UnitOfWork } from '#kernel';
import type { Users } from '../domain/users.js';
import type { CreateUser } from './create-user.js';
import type { SecurityTrail, Tokens } from './ports.js';

const DEFAULT_EMAIL = 'admin@aceso.local';

export interface FirstAdministrator {
  email: string;
  /** Only where none was given; to be told once. */
  generatedPassword?: string;
}

/**
 * Makes the first administrator where there is none. Any number of processes may start at once: one
 * makes it, the others find it.
 */
export class EnsureFirstAdministrator {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly users: Users,
    private readonly createUser: CreateUser,
    private readonly tokens: Tokens,
    private readonly trail: SecurityTrail,
  ) {}

  isAdministered(): Promise<boolean> {
    return this.unitOfWork.run(() => this.users.isAdministeredWithout());
  }

  /**
   * @returns nothing where the installation already has an administrator
   * @throws PasswordUnfit
   * @throws EmailTaken
   */
  async execute({ email = DEFAULT_EMAIL, password }: { email?: string; password?: string }): Promise<FirstAdministrator | undefined> {
    const generatedPassword = password === undefined ? this.tokens.random() : undefined;
    return this.unitOfWork.run(async () => {
      if (await this.users.isAdministeredWithout()) return undefined;
      const user = await this.createUser.execute({
        email,
        displayName: 'Administrator',
        password: password ?? generatedPassword,
        roles: [{ role: 'admin' }],
      });
      this.trail.record({ action: 'user.create', resourceType: 'user', resourceId: user.id });
      return { email, generatedPassword };
    });
  }
}
