import { AggregateRoot, type Code } from '#kernel';
import { type AllergyAction, allergyMachine, type AllergyStatus } from './allergy-machine.js';
import { differs } from './differs.js';
import type { Identifier } from './patient-details.js';

export const ALLERGY_KINDS = ['allergy', 'intolerance'] as const;
export const CRITICALITIES = ['low', 'high'] as const;

/** What is recorded of an allergy and can be corrected. */
export interface AllergyFacts {
  substance: Code;
  kind: (typeof ALLERGY_KINDS)[number];
  criticality: (typeof CRITICALITIES)[number];
  reaction?: string;
  /** `YYYY-MM-DD` */
  recordedOn: string;
}

const FACTS = ['substance', 'kind', 'criticality', 'reaction', 'recordedOn'] as const satisfies readonly (keyof AllergyFacts)[];

/** That a patient does not tolerate a substance (FHIR's AllergyIntolerance). */
export class Allergy extends AggregateRoot implements AllergyFacts {
  readonly id: string;
  readonly patientId: string;
  readonly substance!: Code;
  readonly kind!: AllergyFacts['kind'];
  readonly criticality!: AllergyFacts['criticality'];
  readonly reaction?: string;
  readonly recordedOn!: string;
  readonly status: AllergyStatus;
  /** What the system that it was taken over from calls it. */
  readonly sourceSystem?: string;
  readonly sourceValue?: string;

  constructor(id: string, patientId: string, facts: AllergyFacts, status: AllergyStatus = 'active', source?: Identifier) {
    super();
    this.id = id;
    this.patientId = patientId;
    this.status = status;
    this.sourceSystem = source?.system;
    this.sourceValue = source?.value;
    this.revise(facts);
  }

  get facts(): AllergyFacts {
    const { substance, kind, criticality, reaction, recordedOn } = this;
    return { substance, kind, criticality, ...(reaction === undefined ? {} : { reaction }), recordedOn };
  }

  get allowedActions(): AllergyAction[] {
    return allergyMachine.allowedActions(this.status);
  }

  /** Corrects what was recorded; false where nothing differs. */
  revise(facts: AllergyFacts): boolean {
    const changed = FACTS.filter((name) => differs(this[name], facts[name]));
    for (const name of changed) Object.assign(this, { [name]: facts[name] });
    return changed.length > 0;
  }

  /** @throws InvalidTransition */
  move(action: AllergyAction): void {
    Object.assign(this, { status: allergyMachine.next(this.status, action) });
  }

  /** Takes over the state that another system says; false where it is the same. */
  follow(status: AllergyStatus): boolean {
    const moved = this.status !== status;
    Object.assign(this, { status });
    return moved;
  }
}
