import { AggregateRoot, RuleBroken } from '#kernel';

export const resourceKinds = ['room', 'equipment'] as const;
export type ResourceKind = (typeof resourceKinds)[number];

const LARGEST_CAPACITY = 1_000;

/** A room or a piece of equipment that appointments occupy, so many at once. */
export class Resource extends AggregateRoot {
  /** @throws RuleBroken `invalid-capacity` where the capacity is not 1 to 1,000 */
  constructor(
    readonly id: string,
    readonly facilityId: string,
    readonly kind: ResourceKind,
    readonly name: string,
    readonly capacity: number,
  ) {
    super();
    if (!Number.isInteger(capacity) || capacity < 1 || capacity > LARGEST_CAPACITY) {
      throw new RuleBroken('invalid-capacity', `A capacity is 1 to ${LARGEST_CAPACITY}.`);
    }
  }
}
