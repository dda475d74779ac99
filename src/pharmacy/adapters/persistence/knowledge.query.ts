import type { Sql } from '#persistence';
import type { KnowledgeBase, KnowledgeFacts } from '../../domain/knowledge.js';
import { KnowledgeBases } from '../../domain/knowledge-bases.js';

/**
 * All in one statement, since a gate is asked with locks held. Two terms mean the same where they share a concept; what is
 * not known is absent, as in the domain.
 */
const ABOUT = `
  with asked as (select distinct term from unnest($2::text[]) asked (term)),
  aliases as (
    select asked.term as asked, alias.term as alias from asked
    join pharmacy.knowledge_terms mine on mine.base_id = $1 and mine.term = asked.term
    join pharmacy.knowledge_terms alias on alias.base_id = $1 and alias.concept = mine.concept),
  meant as materialized (select array(select term from asked union select alias from aliases) as terms)
  select
    (select coalesce(json_agg(json_build_array(asked, alias)), '[]') from aliases) as aliases,
    (select coalesce(json_agg(json_strip_nulls(json_build_object(
        'one', one, 'other', other, 'severity', severity, 'effect', effect))), '[]')
      from pharmacy.knowledge_interactions
      where base_id = $1 and one = any ((select terms from meant)::text[]) and other = any ((select terms from meant)::text[])) as interactions,
    (select coalesce(json_agg(json_build_object('member', member, 'class', class, 'className', class_name,
        'crossReactive', cross_reactive, 'duplicateTherapy', duplicate_therapy)), '[]')
      from pharmacy.knowledge_classes where base_id = $1 and member = any ((select terms from meant)::text[])) as classes,
    (select coalesce(json_agg(json_strip_nulls(json_build_object('ingredient', ingredient, 'quantity', quantity, 'unit', unit,
        'perKg', per_kg, 'fromYears', from_years, 'belowYears', below_years))), '[]')
      from pharmacy.knowledge_doses where base_id = $1 and ingredient = any ((select terms from meant)::text[])) as doses`;

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
    return (await this.sql.lookup<KnowledgeFacts>(ABOUT, [baseId, terms]))!;
  }
}
