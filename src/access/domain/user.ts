import { AggregateRoot } from '#kernel';

/** What is kept of a password. */
export interface KeptPassword {
  hash: string;
  /** Enough beside a second factor only. */
  isShort: boolean;
}

/** What a new user is made of. */
export interface NewUser {
  id: string;
  email: string;
  displayName: string;
  /** Without one the user can't sign in by password. */
  password?: KeptPassword;
  staffId?: string;
  patientId?: string;
}

/** A change: members that are absent stay, null removes. */
export interface UserChanges {
  email?: string;
  displayName?: string;
  password?: KeptPassword;
  staffId?: string | null;
  patientId?: string | null;
}

/** Someone who signs in. Who they are at work or as a patient is a link to that record. */
export class User extends AggregateRoot {
  readonly id: string;
  readonly createdAt: Temporal.Instant;
  email: string;
  displayName: string;
  passwordHash?: string;
  passwordIsShort: boolean;
  staffId?: string;
  patientId?: string;
  disabledAt?: Temporal.Instant;
  rolesChangedAt: Temporal.Instant;

  constructor(user: NewUser, now: Temporal.Instant) {
    super();
    this.id = user.id;
    // As exact as it is when it is read back.
    this.createdAt = now.round('millisecond');
    this.rolesChangedAt = this.createdAt;
    this.email = user.email;
    this.displayName = user.displayName;
    this.passwordHash = user.password?.hash;
    this.passwordIsShort = user.password?.isShort ?? false;
    this.staffId = user.staffId;
    this.patientId = user.patientId;
  }

  get isDisabled(): boolean {
    return this.disabledAt !== undefined;
  }

  change({ email = this.email, displayName = this.displayName, password, ...links }: UserChanges): void {
    const { staffId = this.staffId, patientId = this.patientId } = links;
    this.email = email;
    this.displayName = displayName;
    if (password) this.usePassword(password);
    this.staffId = staffId ?? undefined;
    this.patientId = patientId ?? undefined;
  }

  /** A short one counts while there is a second factor, and is as good as none afterwards. */
  usePassword({ hash, isShort }: KeptPassword): void {
    this.passwordHash = hash;
    this.passwordIsShort = isShort;
  }

  /** Keeps the user from signing in, and ends what their sessions may do. */
  disable(now: Temporal.Instant): void {
    this.disabledAt ??= now;
  }

  enable(): void {
    this.disabledAt = undefined;
  }

  /** Roles are kept beside the user; changing them is a change of the user all the same. */
  noteRolesChanged(now: Temporal.Instant): void {
    this.rolesChangedAt = now;
  }
}
