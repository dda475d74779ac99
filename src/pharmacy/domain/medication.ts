import { AggregateRoot, type Code } from '#kernel';
import { type MedicationAction, medicationMachine, type MedicationStatus } from './medication-machine.js';

/** An amount with its unit, as a label writes it: 500 mg, 1 tablet. */
export interface Amount {
  quantity: number;
  unit: string;
}

/** What the formulary says of a medication and can be corrected. */
export interface MedicationFacts {
  /** RxNorm, ATC or the hospital's own. Medications of one code count as the same medicine. */
  code: Code;
  name: string;
  /** Dose form: `tablet`. */
  form: string;
  /** How much of the ingredients is in one unit: `500 mg`, `250 mg / 5 mL`. */
  strength: string;
  ingredients: Code[];
  classes: Code[];
  /** In which it is counted, stocked and dispensed: `tablet`. */
  unit: string;
  /** Under the law of controlled drugs: dispensed before a witness and kept in a register. */
  controlled: boolean;
  /** Most that anybody takes in a day, whatever the knowledge base says. */
  maxDailyDose?: Amount;
}

const FACTS = [
  'code',
  'name',
  'form',
  'strength',
  'ingredients',
  'classes',
  'unit',
  'controlled',
  'maxDailyDose',
] as const satisfies readonly (keyof MedicationFacts)[];

/** An entry of the formulary. */
export class Medication extends AggregateRoot implements MedicationFacts {
  readonly id: string;
  readonly code!: Code;
  readonly name!: string;
  readonly form!: string;
  readonly strength!: string;
  readonly ingredients!: Code[];
  readonly classes!: Code[];
  readonly unit!: string;
  readonly controlled!: boolean;
  readonly maxDailyDose?: Amount;
  readonly status: MedicationStatus;
  /** The name as it is sorted and searched by. */
  readonly nameKey!: string;

  constructor(id: string, facts: MedicationFacts) {
    super();
    this.id = id;
    this.status = 'active';
    this.revise(facts);
  }

  get facts(): MedicationFacts {
    const known = FACTS.filter((name) => this[name] !== undefined && this[name] !== null);
    return Object.fromEntries(known.map((name) => [name, this[name]])) as unknown as MedicationFacts;
  }

  get allowedActions(): MedicationAction[] {
    return medicationMachine.allowedActions(this.status);
  }

  revise(facts: MedicationFacts): void {
    for (const name of FACTS) Object.assign(this, { [name]: facts[name] });
    Object.assign(this, { nameKey: searchKey(facts.name) });
  }

  /** @throws InvalidTransition */
  move(action: MedicationAction): void {
    Object.assign(this, { status: medicationMachine.next(this.status, action) });
  }
}

/** A name as it is sorted and searched by: without case, accents and doubled spaces. */
export function searchKey(name: string): string {
  const bare = name.normalize('NFKD').replace(/[\u0300-\u036f]/g, '');
  return bare.toLowerCase().replace(/\s+/g, ' ').trim();
}
