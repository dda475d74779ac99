import { AggregateRoot, type FieldError, type Money, RuleBroken, StaleVersion } from '#kernel';

/** What a rule says; what is left out has the defaults below. */
export interface StockRuleTerms {
  /** Usable units at or below which stock is low. */
  reorderPoint: number;
  /** Usable units up to which it is filled. */
  targetLevel: number;
  /** Days before the last day of use from which a lot counts as expiring. */
  expiryNoticeDays: number;
  /** Hours after which somebody is reminded of an alert that nobody has taken up. */
  renotifyHours: number;
  /** Units above a threshold from which stock counts as recovered. */
  hysteresisMargin?: number;
  /** Roles whose holders at the facility are told. */
  notifyRoles?: readonly string[];
  /** Days from an order to its arrival. */
  leadTimeDays?: number;
  /** Percent of the times between order and arrival in which stock is to last. */
  serviceLevel?: number;
  /** The most that one order may cost. */
  budgetCap?: Money;
}

export const RULE_DEFAULTS = { notifyRoles: ['pharmacist'], leadTimeDays: 7, serviceLevel: 95 } as const;

/** Part of the reorder point that is the margin where none is given; a unit at least. */
const MARGIN_SHARE = 0.1;

interface RulePlace {
  id: string;
  facilityId: string;
  locationId: string;
  medicationId: string;
}

/** How much of a medication is to be at a location, and whom to tell when it is not. One for each. */
export class StockRule extends AggregateRoot {
  readonly id: string;
  readonly facilityId: string;
  readonly locationId: string;
  readonly medicationId: string;
  readonly reorderPoint!: number;
  readonly targetLevel!: number;
  readonly expiryNoticeDays!: number;
  readonly renotifyHours!: number;
  readonly hysteresisMargin!: number;
  readonly notifyRoles!: readonly string[];
  readonly leadTimeDays!: number;
  readonly serviceLevel!: number;
  readonly budgetCap?: { amount: string; currency: string };
  readonly endedAt?: Temporal.Instant;

  /** @throws RuleBroken `invalid-stock-rule` */
  constructor({ id, facilityId, locationId, medicationId }: RulePlace, terms: StockRuleTerms) {
    super();
    this.id = id;
    this.facilityId = facilityId;
    this.locationId = locationId;
    this.medicationId = medicationId;
    this.set(terms);
  }

  get isEnded(): boolean {
    return this.endedAt !== undefined;
  }

  /** Replaces everything that it says. @throws RuleBroken `invalid-stock-rule` */
  set({ budgetCap, hysteresisMargin, ...terms }: StockRuleTerms): void {
    const usual = Math.max(1, Math.ceil(terms.reorderPoint * MARGIN_SHARE));
    const margin = hysteresisMargin ?? Math.max(1, Math.min(usual, terms.targetLevel - terms.reorderPoint));
    const complete = { ...RULE_DEFAULTS, ...present(terms), hysteresisMargin: margin };
    expectSound(complete);
    Object.assign(this, complete, { notifyRoles: [...complete.notifyRoles].sort(), budgetCap: budgetCap?.toJSON() });
  }

  /** @throws StaleVersion where it has ended already */
  end(now: Temporal.Instant): void {
    if (this.isEnded) throw new StaleVersion(this.version);
    Object.assign(this, { endedAt: now });
  }
}

/** What is left out stands at its default, also where it is there and says nothing. */
function present<T extends object>(terms: T): T {
  return Object.fromEntries(Object.entries(terms).filter(([, value]) => value !== undefined)) as T;
}

function expectSound({ reorderPoint, targetLevel, hysteresisMargin, serviceLevel }: Omit<StockRuleTerms, 'budgetCap'>): void {
  const errors: FieldError[] = [];
  if (targetLevel <= reorderPoint) errors.push({ pointer: '/targetLevel', message: 'must be above the reorder point' });
  else if (hysteresisMargin! > targetLevel - reorderPoint) {
    errors.push({ pointer: '/hysteresisMargin', message: 'must leave room up to the target level, or filling up would not end an alert' });
  }
  if (serviceLevel! < 50) errors.push({ pointer: '/serviceLevel', message: 'must be at least 50' });
  if (errors.length > 0) throw new RuleBroken('invalid-stock-rule', 'The rule contradicts itself: see errors.', { errors });
}
