import { type Burden, burdenOf, Share } from './fair-share.js';
import { personFit } from './person-fit.js';
import { WorkHours } from './work-hours.js';
import { WorkLoad } from './work-load.js';
import type { RosteredPerson, WorkedShift, WorkRule, WorkRules } from './work-rules.js';

/** What a department has to plan with. */
export interface PlanningTask {
  open: readonly WorkedShift[];
  people: readonly RosteredPerson[];
  /** What each person works already, here and elsewhere. */
  worked: ReadonlyMap<string, readonly WorkedShift[]>;
  rules: WorkRules;
}

/** Somebody who may be given shifts. */
export interface Candidate {
  person: RosteredPerson;
  load: WorkLoad;
  share: Share;
}

/** Who has which of the shifts that were open. Gives nobody what they may not have. */
export class PlanBoard {
  readonly candidates: readonly Candidate[];
  readonly holders = new Map<WorkedShift, Candidate>();
  /** What was done, so that it can be undone: a taking back where `given` is false. */
  private readonly journal: { shift: WorkedShift; candidate: Candidate; given: boolean }[] = [];
  private readonly hours: WorkHours;
  private readonly able = new Map<WorkedShift, readonly Candidate[]>();
  private readonly burdens = new Map<WorkedShift, Burden>();

  /** @param counted whether a shift that is worked already counts towards a fair share */
  constructor(
    readonly task: PlanningTask,
    counted: (shift: WorkedShift) => boolean = () => true,
  ) {
    const { people, worked, rules, open } = task;
    this.hours = new WorkHours(rules.timeZone, rules.limits);
    this.candidates = people.map((person) => {
      const shifts = worked.get(person.staffId) ?? [];
      const share = new Share();
      shifts.filter(counted).forEach((shift) => share.add(burdenOf(shift, this.hours)));
      return { person, load: new WorkLoad(rules.limits, this.hours, shifts), share };
    });
    for (const shift of open) {
      this.able.set(shift, this.candidates.filter(({ person }) => personFit(person, shift, rules).length === 0));
      this.burdens.set(shift, burdenOf(shift, this.hours));
    }
  }

  /** Those whose role, credential, employment and leave allow the shift, whatever else they work. */
  ableFor(shift: WorkedShift): readonly Candidate[] {
    return this.able.get(shift) ?? [];
  }

  isAble(candidate: Candidate, shift: WorkedShift): boolean {
    return this.ableFor(shift).includes(candidate);
  }

  burden(shift: WorkedShift): Burden {
    return this.burdens.get(shift)!;
  }

  give(shift: WorkedShift, candidate: Candidate): void {
    this.put(shift, candidate);
    this.journal.push({ shift, candidate, given: true });
  }

  takeBack(shift: WorkedShift): void {
    const candidate = this.holders.get(shift)!;
    this.remove(shift, candidate);
    this.journal.push({ shift, candidate, given: false });
  }

  /** How far the journal is; `undoTo` brings the board back to there. */
  get mark(): number {
    return this.journal.length;
  }

  undoTo(mark: number): void {
    while (this.journal.length > mark) {
      const { shift, candidate, given } = this.journal.pop()!;
      if (given) this.remove(shift, candidate);
      else this.put(shift, candidate);
    }
  }

  private put(shift: WorkedShift, candidate: Candidate): void {
    candidate.load.take(shift);
    candidate.share.add(this.burden(shift));
    this.holders.set(shift, candidate);
  }

  private remove(shift: WorkedShift, candidate: Candidate): void {
    candidate.load.giveBack(shift);
    candidate.share.add(this.burden(shift), -1);
    this.holders.delete(shift);
  }

  /** How many of the people each rule keeps from the shift; somebody may be kept by several. */
  reasonsAgainst(shift: WorkedShift): { rule: WorkRule; people: number }[] {
    const counts = new Map<WorkRule, number>();
    for (const { person, load } of this.candidates) {
      const unfit = personFit(person, shift, this.task.rules).map(({ rule }) => rule);
      const against = unfit.length > 0 ? unfit : load.rulesAgainst(shift);
      for (const rule of new Set(against)) counts.set(rule, (counts.get(rule) ?? 0) + 1);
    }
    return [...counts].map(([rule, people]) => ({ rule, people })).sort((a, b) => b.people - a.people || (a.rule < b.rule ? -1 : 1));
  }
}
