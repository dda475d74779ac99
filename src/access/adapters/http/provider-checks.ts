import type { HealthChecks } from '#http';
import type { IdentityProviders } from '../../application/provider-ports.js';

/** Tells those who watch a process which identity providers don't answer, or not as they are set up; others can sign in meanwhile. */
export class ProviderChecks {
  constructor(checks: HealthChecks, providers: IdentityProviders) {
    for (const { name } of providers.all()) {
      checks.add(`identityProvider ${name}`, () => providers.reach(name), { required: false });
    }
  }
}
