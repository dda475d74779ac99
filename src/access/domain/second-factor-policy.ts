/** Which roles need a second factor, at whatever facility they are held. */
export class SecondFactorPolicy {
  private readonly roles: ReadonlySet<string>;

  constructor(roles: readonly string[]) {
    this.roles = new Set(roles);
  }

  /** True where somebody who holds these roles may do nothing without a second factor but set one up. */
  demandsOf(roles: readonly string[]): boolean {
    return this.roles.size > 0 && roles.some((role) => this.roles.has(role));
  }

  /** True where a session that began without a second factor is not enough for who holds it. */
  forbids({ roles, hasSecondFactor }: { roles: readonly { role: string }[]; hasSecondFactor?: boolean }): boolean {
    return this.roles.size > 0 && !hasSecondFactor && this.demandsOf(roles.map(({ role }) => role));
  }
}
