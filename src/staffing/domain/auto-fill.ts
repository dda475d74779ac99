import { type Candidate, PlanBoard, type PlanningTask } from './plan-board.js';
import { SeededChance } from './seeded-chance.js';
import type { WorkedShift, WorkRule } from './work-rules.js';

export interface FillOptions {
  /** The same seed makes the same plan. */
  seed: number;
  /** Most trials, so that a hard month ends. */
  most?: number;
  /** Whether a shift that is worked already counts towards a fair share; all do without it. */
  counted?: (shift: WorkedShift) => boolean;
}

/** A shift that nobody can have, and how many of the people each rule keeps from it. */
export interface Unfilled {
  shiftId: string;
  reasons: { rule: WorkRule; people: number }[];
}

export interface FilledPlan {
  assignments: { shiftId: string; staffId: string }[];
  unfilled: Unfilled[];
  /** What everybody has in the end. */
  shares: { staffId: string; minutes: number; nights: number; weekends: number; onCall: number }[];
  /** False where the search was ended before it could find nothing better. */
  complete: boolean;
}

const MOST_TRIALS = 2_000_000;
/** Trials between two looks at the clock. */
const STRIDE = 2_000;
/** How long a chain of people making room for each other may be. */
const DEEPEST = 3;
/** What is less is rounding. */
const BETTER = -1e-9;

/**
 * Fills open shifts: first each with whoever fits and carries least, the hardest to fill first; then makes room by moving
 * others; then moves and exchanges shifts as long as that is fairer. Never breaks a rule on the way, so it may be ended
 * at any time: it yields now and then and takes `true` for enough.
 */
export function* autoFill(task: PlanningTask, { seed, most = MOST_TRIALS, counted }: FillOptions): Generator<void, FilledPlan, boolean> {
  const search = new Search(new PlanBoard(task, counted), new SeededChance(seed), most);
  yield* search.run();
  return search.plan();
}

class Search {
  private trials = 0;
  private lookedAt = 0;
  private enough = false;
  private readonly order: WorkedShift[];

  constructor(
    private readonly board: PlanBoard,
    private readonly chance: SeededChance,
    private readonly most: number,
  ) {
    const shuffled = chance.shuffled(board.task.open.toSorted((a, b) => (a.id < b.id ? -1 : 1)));
    const choice = (shift: WorkedShift): number => board.ableFor(shift).length;
    this.order = shuffled.sort((a, b) => choice(a) - choice(b) || a.from - b.from);
  }

  plan(): FilledPlan {
    const { open } = this.board.task;
    const holders = this.board.holders;
    const assignments = open.flatMap((shift) => {
      const holder = holders.get(shift);
      return holder ? [{ shiftId: shift.id, staffId: holder.person.staffId }] : [];
    });
    const unfilled = open.filter((shift) => !holders.has(shift));
    return {
      assignments,
      unfilled: unfilled.map((shift) => ({ shiftId: shift.id, reasons: this.board.reasonsAgainst(shift) })),
      shares: this.board.candidates.map(({ person, share }) => ({ staffId: person.staffId, ...share.figures })),
      complete: !this.enough,
    };
  }

  *run(): Generator<void, void, boolean> {
    for (const shift of this.order) {
      this.giveToLeastBurdened(shift);
      if (yield* this.ended()) return;
    }
    for (const shift of this.unfilled()) {
      this.makeRoom(shift, DEEPEST, new Set([shift]));
      if (yield* this.ended()) return;
    }
    do {
      while ((yield* this.moves()) || (yield* this.exchanges()));
      // Moves may have made room that was not there before.
    } while (!this.enough && this.unfilled().map((shift) => this.giveToLeastBurdened(shift)).includes(true));
  }

  private unfilled(): WorkedShift[] {
    return this.order.filter((shift) => !this.board.holders.has(shift));
  }

  private *ended(): Generator<void, boolean, boolean> {
    if (this.trials >= this.most) this.enough = true;
    if (this.trials - this.lookedAt >= STRIDE && !this.enough) {
      this.lookedAt = this.trials;
      this.enough = yield;
    }
    return this.enough;
  }

  private giveToLeastBurdened(shift: WorkedShift): boolean {
    const burden = this.board.burden(shift);
    let best: Candidate | undefined;
    let least = Infinity;
    for (const candidate of this.chance.shuffled(this.board.ableFor(shift))) {
      this.trials++;
      const cost = candidate.share.costOf(burden);
      if (cost < least && candidate.load.admits(shift)) [best, least] = [candidate, cost];
    }
    if (best) this.board.give(shift, best);
    return best !== undefined;
  }

  /** Gives the shift to somebody whose shifts near it can go to others, one after the other. */
  private makeRoom(shift: WorkedShift, depth: number, moving: Set<WorkedShift>): boolean {
    for (const candidate of this.chance.shuffled(this.board.ableFor(shift))) {
      this.trials++;
      if (this.trials >= this.most) return false;
      if (this.makeRoomAt(candidate, shift, depth, moving)) return true;
    }
    return false;
  }

  private makeRoomAt(candidate: Candidate, shift: WorkedShift, depth: number, moving: Set<WorkedShift>): boolean {
    const inTheWay = this.inTheWay(candidate, shift);
    if (!inTheWay || inTheWay.some((each) => moving.has(each))) return false;
    const { mark } = this.board;
    inTheWay.forEach((each) => this.board.takeBack(each));
    if (candidate.load.admits(shift)) {
      this.board.give(shift, candidate);
      if (inTheWay.every((each) => this.placed(each, depth - 1, new Set([...moving, each])))) return true;
    }
    this.board.undoTo(mark);
    return false;
  }

  private placed(shift: WorkedShift, depth: number, moving: Set<WorkedShift>): boolean {
    return this.giveToLeastBurdened(shift) || (depth > 0 && this.makeRoom(shift, depth, moving));
  }

  /** What the person would have to give up: at most two shifts, and none that was fixed before. */
  private inTheWay(candidate: Candidate, shift: WorkedShift): WorkedShift[] | undefined {
    const conflicts = [...candidate.load.conflictsWith(shift)];
    const movable = (each: WorkedShift): boolean => this.board.holders.get(each) === candidate;
    if (conflicts.length > 2 || !conflicts.every(movable)) return undefined;
    if (conflicts.length > 0 || candidate.load.fits(shift)) return conflicts;
    const own = [...candidate.load.all].filter(movable);
    const nearest = own.sort((a, b) => Math.abs(a.from - shift.from) - Math.abs(b.from - shift.from))[0];
    return nearest && [nearest];
  }

  private *moves(): Generator<void, boolean, boolean> {
    let improved = false;
    for (const shift of this.order) {
      const holder = this.board.holders.get(shift);
      if (holder && this.moved(shift, holder)) improved = true;
      if (yield* this.ended()) return false;
    }
    return improved;
  }

  private moved(shift: WorkedShift, holder: Candidate): boolean {
    const burden = this.board.burden(shift);
    const gain = holder.share.costOf(burden, -1);
    let best: Candidate | undefined;
    let least = BETTER;
    for (const other of this.board.ableFor(shift)) {
      this.trials++;
      const change = other === holder ? 0 : gain + other.share.costOf(burden);
      if (change < least && other.load.admits(shift)) [best, least] = [other, change];
    }
    if (!best) return false;
    this.board.takeBack(shift);
    this.board.give(shift, best);
    return true;
  }

  private *exchanges(): Generator<void, boolean, boolean> {
    const given = this.order.filter((shift) => this.board.holders.has(shift));
    let improved = false;
    for (const [index, one] of given.entries()) {
      for (let next = index + 1; next < given.length; next++) {
        this.trials++;
        if (this.exchanged(one, given[next]!)) improved = true;
      }
      if (yield* this.ended()) return false;
    }
    return improved;
  }

  private exchanged(one: WorkedShift, other: WorkedShift): boolean {
    const [holder, partner] = [this.board.holders.get(one)!, this.board.holders.get(other)!];
    if (holder === partner) return false;
    const [given, taken] = [this.board.burden(one), this.board.burden(other)];
    const change = holder.share.costOfExchange(given, taken) + partner.share.costOfExchange(taken, given);
    if (change >= BETTER || !this.board.isAble(holder, other) || !this.board.isAble(partner, one)) return false;
    this.board.takeBack(one);
    this.board.takeBack(other);
    const fits = holder.load.admits(other) && partner.load.admits(one);
    this.board.give(fits ? other : one, holder);
    this.board.give(fits ? one : other, partner);
    return fits;
  }
}
