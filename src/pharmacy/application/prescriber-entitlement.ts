import { PrescriberNotEntitled } from '../domain/prescription-errors.js';
import type { Prescribers, PrescriberStanding } from './ports.js';

/** Who may prescribe at this very moment. */
export class PrescriberEntitlement {
  constructor(private readonly prescribers: Prescribers) {}

  /**
   * @returns nothing where there is no such person
   * @throws PrescriberNotEntitled
   */
  async expect(staffId: string, at: Temporal.Instant): Promise<PrescriberStanding | undefined> {
    const standing = await this.prescribers.standing(staffId, at);
    if (!standing) return undefined;
    if (!standing.employed || standing.lackingCredentials.length > 0) throw new PrescriberNotEntitled(standing.lackingCredentials);
    return standing;
  }
}
