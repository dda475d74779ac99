import { StaleVersion, type UnitOfWork } from '#kernel';
import { Availability, type AvailabilityFields } from '../domain/availability.js';
import type { Availabilities } from '../domain/registers.js';

export interface SetAvailabilityCommand extends AvailabilityFields {
  staffId: string;
  expectedVersion?: number;
}

/** The version of an availability that nobody has set yet. */
export const NOTHING_SET = 0;

/** Says anew when somebody can be booked; what was said before no longer counts. */
export class SetAvailability {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly availabilities: Availabilities,
  ) {}

  /** @throws NotFound where there is no such member of staff; StaleVersion; RuleBroken `invalid-availability` */
  execute({ staffId, expectedVersion, ...fields }: SetAvailabilityCommand): Promise<Availability> {
    return this.unitOfWork.run(async () => {
      const known = await this.availabilities.find(staffId);
      if (!known) {
        if (expectedVersion) throw new StaleVersion(NOTHING_SET);
        const first = Availability.of(staffId, fields);
        this.availabilities.add(first);
        return first;
      }
      known.expectVersion(expectedVersion);
      known.replace(fields);
      await this.availabilities.save(known);
      return known;
    });
  }
}
