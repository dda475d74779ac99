import type { RowScope } from '#kernel';

/** What access must know of a patient to let them have an account. */
export interface PatientRecord {
  id: string;
  displayName: string;
  /** A date, or its year or year and month alone. */
  birthDate: string;
  deceased: boolean;
  facilityId?: string;
  /** BCP 47. */
  preferredLanguage?: string;
  /** IANA name. */
  timeZone?: string;
  /** Records that were merged into this one. */
  mergedIds: readonly string[];
}

/** Patients, as access asks for them; the context that has them answers. */
export abstract class PatientRecords {
  /** Nothing where there is no such patient whose chart is within reach. */
  abstract find(patientId: string, scope: RowScope): Promise<PatientRecord | undefined>;
}

/** A role for a new user. */
export interface GrantedRole {
  role: string;
  facilityId?: string;
}

export interface NewUserDetails {
  email: string;
  displayName: string;
  password?: string;
  roles: GrantedRole[];
  staffId?: string;
  patientId?: string;
}

/** Somebody who holds a role. */
export interface RoleHolder {
  userId: string;
  email: string;
  staffId?: string;
}

/** What other parts of the product may ask of access. */
export abstract class AccessFacade {
  /** Makes a user, with an audit row. */
  abstract createUser(user: NewUserDetails): Promise<{ id: string }>;

  /** The user who signs in with this address, if there is one. */
  abstract userWith(email: string): Promise<{ id: string } | undefined>;

  /** Those who are not disabled and hold one of the roles at a facility, or everywhere; each once. */
  abstract holdersOf(roles: readonly string[], facilityId: string): Promise<RoleHolder[]>;

  /** Signs a user in without a password: for our own commands and for tests, never behind a route. */
  abstract startSession(userId: string): Promise<{ accessToken: string; refreshToken: string; expiresIn: number }>;

  /** Whether somebody who is not disabled administers the whole installation. */
  abstract isAdministered(): Promise<boolean>;

  /**
   * Makes the first administrator where there is none; safe in any number of processes at once.
   * @returns nothing where there is one already; the password only where it was generated
   */
  abstract ensureFirstAdministrator(given: {
    email?: string;
    password?: string;
  }): Promise<{ email: string; generatedPassword?: string } | undefined>;
}
