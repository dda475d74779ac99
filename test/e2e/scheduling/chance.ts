import { seeded } from '../../faults/seeded.js';

/** Whom and what a program is about, by id. */
export interface People {
  staff: string[];
  credentials: string[];
  patients: string[];
  rooms: string[];
  type: string;
}

/** Numbers that look like chance, and what is made of them. */
export class Chance {
  readonly number: () => number;

  constructor(seed: number) {
    this.number = seeded(seed);
  }

  one<T>(of: readonly T[]): T | undefined {
    return of[this.below(of.length)];
  }

  below(limit: number): number {
    return Math.floor(this.number() * limit);
  }
}
