import { Migration } from '@mikro-orm/migrations';

/**
 * The safety knowledge base, version by version: a version is loaded beside the current one and becomes current in the
 * same transaction, so that a check sees one of them whole. Old versions stay, since checks refer to them.
 */
export class Migration20261122110100_knowledge extends Migration {
  override up(): void {
    this.addSql(VERSIONS);
    this.addSql(FACTS);
  }
}

const VERSIONS = `
  create table pharmacy.knowledge_bases (
    id uuid primary key,
    name text not null,
    version text not null,
    dated date not null,
    checksum text not null,
    loaded_at timestamptz not null,
    counts jsonb not null,
    is_current boolean not null,
    constraint knowledge_bases_version unique (name, version)
  );
  create unique index knowledge_bases_current on pharmacy.knowledge_bases (is_current) where is_current;`;

/** A term is a code with its system, or a name; \`concept\` is the term that stands for all that mean the same. */
const FACTS = `
  create table pharmacy.knowledge_terms (
    base_id uuid not null references pharmacy.knowledge_bases (id),
    term text collate "C" not null,
    concept text collate "C" not null,
    primary key (base_id, term, concept)
  );
  create index knowledge_terms_by_concept on pharmacy.knowledge_terms (base_id, concept);

  create table pharmacy.knowledge_interactions (
    base_id uuid not null references pharmacy.knowledge_bases (id),
    one text collate "C" not null,
    other text collate "C" not null check (one < other),
    severity text not null check (severity in ('contraindicated', 'high', 'moderate', 'low')),
    effect text,
    primary key (base_id, one, other)
  );

  create table pharmacy.knowledge_classes (
    base_id uuid not null references pharmacy.knowledge_bases (id),
    member text collate "C" not null,
    class text collate "C" not null,
    class_name text not null,
    cross_reactive boolean not null,
    duplicate_therapy boolean not null,
    primary key (base_id, member, class)
  );

  create table pharmacy.knowledge_doses (
    base_id uuid not null references pharmacy.knowledge_bases (id),
    ingredient text collate "C" not null,
    from_years numeric not null check (from_years >= 0),
    below_years numeric check (below_years > from_years),
    quantity numeric not null check (quantity > 0),
    unit text not null,
    per_kg boolean not null,
    primary key (base_id, ingredient, from_years, per_kg)
  );`;
