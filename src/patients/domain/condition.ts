import { AggregateRoot, type Code, InvalidTransition } from '#kernel';
import {
  type ClinicalStatus,
  type ConditionAction,
  conditionMachine,
  type VerificationStatus,
  verificationMachine,
} from './condition-machine.js';
import { differs } from './differs.js';
import type { Identifier } from './patient-details.js';

/** What is recorded of a condition and can be corrected. */
export interface ConditionFacts {
  code: Code;
  /** When it began: a date, or its year or year and month. */
  onset?: string;
  /** When it was over. */
  abatement?: string;
  note?: string;
  /** `YYYY-MM-DD` */
  recordedOn: string;
}

/** Where a condition stands. */
export interface ConditionState {
  clinicalStatus: ClinicalStatus;
  verificationStatus: VerificationStatus;
}

const FACTS = ['code', 'onset', 'abatement', 'note', 'recordedOn'] as const satisfies readonly (keyof ConditionFacts)[];

/** A problem or diagnosis of a patient (FHIR's Condition). */
export class Condition extends AggregateRoot implements ConditionFacts, ConditionState {
  readonly id: string;
  readonly patientId: string;
  readonly code!: Code;
  readonly onset?: string;
  readonly abatement?: string;
  readonly note?: string;
  readonly recordedOn!: string;
  readonly clinicalStatus: ClinicalStatus;
  readonly verificationStatus: VerificationStatus;
  /** What the system that it was taken over from calls it. */
  readonly sourceSystem?: string;
  readonly sourceValue?: string;

  constructor(id: string, patientId: string, facts: ConditionFacts, state: ConditionState, source?: Identifier) {
    super();
    this.id = id;
    this.patientId = patientId;
    this.clinicalStatus = state.clinicalStatus;
    this.verificationStatus = state.verificationStatus;
    this.sourceSystem = source?.system;
    this.sourceValue = source?.value;
    this.revise(facts);
  }

  get facts(): ConditionFacts {
    return Object.fromEntries(FACTS.flatMap((name) => (this[name] === undefined ? [] : [[name, this[name]]]))) as unknown as ConditionFacts;
  }

  get allowedActions(): string[] {
    return conditionActions(this);
  }

  /** Corrects what was recorded; false where nothing differs. */
  revise(facts: ConditionFacts): boolean {
    const changed = FACTS.filter((name) => differs(this[name], facts[name]));
    for (const name of changed) Object.assign(this, { [name]: facts[name] });
    return changed.length > 0;
  }

  /** @throws InvalidTransition */
  move(action: ConditionAction): void {
    if (verificationMachine.declares(action)) {
      if (this.clinicalStatus === 'entered-in-error') {
        throw new InvalidTransition(this.clinicalStatus, action, 'it was entered in error', []);
      }
      Object.assign(this, { verificationStatus: verificationMachine.next(this.verificationStatus, action, this.allowedActions) });
      return;
    }
    Object.assign(this, { clinicalStatus: conditionMachine.next(this.clinicalStatus, action, this.allowedActions) });
  }

  /** Takes over the state that another system says; false where it is the same. */
  follow({ clinicalStatus, verificationStatus }: ConditionState): boolean {
    const moved = this.clinicalStatus !== clinicalStatus || this.verificationStatus !== verificationStatus;
    Object.assign(this, { clinicalStatus, verificationStatus });
    return moved;
  }
}

/** What may be done to a condition in a state; nothing to one that was entered in error. */
export function conditionActions({ clinicalStatus, verificationStatus }: ConditionState): string[] {
  if (clinicalStatus === 'entered-in-error') return [];
  return [...conditionMachine.allowedActions(clinicalStatus), ...verificationMachine.allowedActions(verificationStatus)];
}
