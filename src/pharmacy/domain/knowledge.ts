/** From the severest on: never together; serious; to be watched; slight. */
export const SEVERITIES = ['contraindicated', 'high', 'moderate', 'low'] as const;
export type Severity = (typeof SEVERITIES)[number];

/** Which version of the knowledge base something was checked against. */
export interface KnowledgeBase {
  id: string;
  name: string;
  version: string;
  /** The day that its publisher says, `YYYY-MM-DD`. */
  date: string;
}

export interface Interaction {
  one: string;
  other: string;
  severity: Severity;
  /** What happens, in words, where the base says it. */
  effect?: string;
}

/** That an ingredient belongs to a class. */
export interface ClassMembership {
  member: string;
  class: string;
  className: string;
  /** Who is allergic to one member may be allergic to the others. */
  crossReactive: boolean;
  /** Two members at once are one too many. */
  duplicateTherapy: boolean;
}

/** Most of an ingredient in a day, for ages in years from and below. */
export interface DoseCeiling {
  ingredient: string;
  quantity: number;
  unit: string;
  perKg: boolean;
  fromYears: number;
  belowYears?: number;
}

/** What a version of the base says of the terms that a check is about. */
export interface KnowledgeFacts {
  /** Pairs of a term that was asked for and a term that means the same, itself included. */
  aliases: readonly [asked: string, alias: string][];
  interactions: readonly Interaction[];
  classes: readonly ClassMembership[];
  doses: readonly DoseCeiling[];
}

/** Answers questions about medicines from the facts of one version; knows nothing where there is none. */
export class Knowledge {
  private readonly aliases = new Map<string, Set<string>>();

  constructor(private readonly facts: KnowledgeFacts) {
    for (const [asked, alias] of facts.aliases) {
      const known = this.aliases.get(asked) ?? new Set<string>();
      this.aliases.set(asked, known.add(alias));
    }
  }

  static none(): Knowledge {
    return new Knowledge({ aliases: [], interactions: [], classes: [], doses: [] });
  }

  /** Whether the base says anything of one of the terms. */
  knows(terms: readonly string[]): boolean {
    return terms.some((term) => this.aliases.has(term));
  }

  /** The terms with all that mean the same. */
  meaning(terms: readonly string[]): Set<string> {
    return new Set(terms.flatMap((term) => [term, ...(this.aliases.get(term) ?? [])]));
  }

  /** The severest interaction between two things; the order of a pair means nothing. */
  interaction(one: ReadonlySet<string>, other: ReadonlySet<string>): Interaction | undefined {
    const found = this.facts.interactions.filter((each) => {
      return (one.has(each.one) && other.has(each.other)) || (one.has(each.other) && other.has(each.one));
    });
    return found.sort((a, b) => SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity))[0];
  }

  classesOf(meaning: ReadonlySet<string>): ClassMembership[] {
    return this.facts.classes.filter(({ member }) => meaning.has(member));
  }

  /** The ceilings that hold at an age; for an unknown one those of adults. */
  ceilings(meaning: ReadonlySet<string>, ageYears = 18): DoseCeiling[] {
    return this.facts.doses.filter(({ ingredient, fromYears, belowYears = Number.POSITIVE_INFINITY }) => {
      return meaning.has(ingredient) && ageYears >= fromYears && ageYears < belowYears;
    });
  }
}
