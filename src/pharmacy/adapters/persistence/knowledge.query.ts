import type { Sql } from '#persistence';
import type { ClassMembership, DoseCeiling, Interaction, KnowledgeBase, KnowledgeFacts } from '../../domain/knowledge.js';
import { KnowledgeBases } from '../../domain/knowledge-bases.js';

type DoseRow = Omit<DoseCeiling, 'belowYears'> & { belowYears: number | null };
type InteractionRow = Omit<Interaction, 'effect'> & { effect: string | null };

/** Two terms mean the same where they share a concept. */
const ALIASES = `select asked.term as asked, alias.term as alias from unnest($2::text[]) asked (term)
  join pharmacy.knowledge_terms mine on mine.base_id = $1 and mine.term = asked.term
  join pharmacy.knowledge_terms alias on alias.base_id = $1 and alias.concept = mine.concept`;

const DOSES = `select ingredient, quantity::float8 as quantity, unit, per_kg as "perKg", from_years::float8 as "fromYears",
  below_years::float8 as "belowYears" from pharmacy.knowledge_doses where base_id = $1 and ingredient = any($2)`;

/** Reads the knowledge base. */
export class SqlKnowledgeBases extends KnowledgeBases {
  constructor(private readonly sql: Sql) {
    super();
  }

  override async current(): Promise<KnowledgeBase | undefined> {
    const text = 'select id, name, version, dated::text as date from pharmacy.knowledge_bases where is_current';
    return this.sql.lookup<KnowledgeBase>(text, []);
  }

  override async about(baseId: string, terms: readonly string[]): Promise<KnowledgeFacts> {
    const pairs = await this.sql.lookups<{ asked: string; alias: string }>(ALIASES, [baseId, [...new Set(terms)]]);
    const all = [...new Set([...terms, ...pairs.map(({ alias }) => alias)])];
    const interactions = await this.sql.lookups<InteractionRow>(
      'select one, other, severity, effect from pharmacy.knowledge_interactions where base_id = $1 and one = any($2) and other = any($2)',
      [baseId, all],
    );
    const classes = await this.sql.lookups<ClassMembership>(
      `select member, class, class_name as "className", cross_reactive as "crossReactive", duplicate_therapy as "duplicateTherapy"
       from pharmacy.knowledge_classes where base_id = $1 and member = any($2)`,
      [baseId, all],
    );
    const doses = await this.sql.lookups<DoseRow>(DOSES, [baseId, all]);
    return {
      aliases: pairs.map(({ asked, alias }) => [asked, alias]),
      interactions: interactions.map(({ effect, ...row }) => ({ ...row, ...(effect === null ? {} : { effect }) })),
      classes,
      doses: doses.map(({ belowYears, ...row }) => ({ ...row, ...(belowYears === null ? {} : { belowYears }) })),
    };
  }
}
