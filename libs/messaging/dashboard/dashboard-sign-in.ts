/** What the browser keeps after signing in to the dashboard. */
export interface DashboardSession {
  /** Opaque to the dashboard; must not be usable anywhere else. */
  token: string;
  expiresInSeconds: number;
}

/** What somebody typed into the form. */
export interface DashboardCredentials {
  email: string;
  password: string;
  /** Of the second factor, where they have one. */
  code?: string;
  address: string;
  /** What the browser says that it is. */
  device?: string;
}

/** Who may see the queues. The access context answers for its operators and administrators. */
export abstract class DashboardSignIn {
  /**
   * Checks a password, and the second factor of who has one. Unknown, disabled, locked-out and unprivileged users all get
   * no session, in about the same time.
   * @throws DomainError where there is more to say; its message is shown
   */
  abstract signIn(credentials: DashboardCredentials): Promise<DashboardSession | undefined>;

  /** Asked at every request, so that a removed role or a disabled account takes effect at once. */
  abstract isAllowed(token: string): Promise<boolean>;

  /** Ends the session on our side, where there is anything to end; the browser forgets it anyway. */
  async signOut(_token: string): Promise<void> {}
}
