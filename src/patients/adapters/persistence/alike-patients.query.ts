import type { Sql } from '#persistence';
import type { Identifier } from '../../domain/patient-details.js';
import type { DuplicateCandidate } from '../../domain/patient-errors.js';
import type { FoundBy } from '../../domain/patients.js';
import { SURVIVOR } from './search-source.js';

/** What must be known of others before a patient is saved. */
export interface Alike {
  samePerson: DuplicateCandidate[];
  /** Others who hold one of the identifiers. */
  holders: (DuplicateCandidate & Identifier)[];
  /** Words of the name that no patient had so far. */
  newWords: string[];
}

const CANDIDATE = `'id', p.id, 'mrn', p.mrn, 'name', p.name, 'birthDate', p.birth_date, 'sex', p.sex`;

/** Whoever is like a merged record is like its survivor. */
const SAME_PERSON = `
  (select json_agg(json_build_object(${CANDIDATE}))
   from (
     select distinct on (p.id) p.* from (
       select id, merged_into from patients.patients where duplicate_key = $2 and id <> $1 order by id limit 10
     ) held ${SURVIVOR} where p.id <> $1 order by p.id
   ) p) as "samePerson"`;

/** Word by word, so that no plan reads the whole vocabulary. */
const NEW_WORDS = `
  array(select asked.word from unnest($3::text[]) asked(word)
        where (select known.word from patients.name_words known where known.word = asked.word) is null) as "newWords"`;

const HOLDERS = `
  (select json_agg(json_build_object(${CANDIDATE}, 'system', asked.system, 'value', asked.value))
   from unnest($4::text[], $5::text[]) asked(value, system)
   cross join lateral (
     select p.* from patients.patient_identifiers i join patients.patients held on held.id = i.patient_id ${SURVIVOR}
     where i.value = asked.value and i.system = asked.system and i.patient_id <> $1 limit 1
   ) p) as holders`;

const WITHOUT_IDENTIFIERS = `select ${SAME_PERSON}, ${NEW_WORDS}`;
const WITH_IDENTIFIERS = `select ${SAME_PERSON}, ${NEW_WORDS}, ${HOLDERS}`;

interface Row {
  samePerson: DuplicateCandidate[] | null;
  newWords: string[];
  holders?: Alike['holders'] | null;
}

/** The one look-up that saving a patient needs. */
export class AlikePatients {
  constructor(private readonly sql: Sql) {}

  async of(id: string, { duplicateKey, nameWords, identifiers }: FoundBy): Promise<Alike> {
    const values: unknown[] = [id, duplicateKey, nameWords];
    if (identifiers.length > 0) values.push(identifiers.map(({ value }) => value), identifiers.map(({ system }) => system));
    const row = await this.sql.lookup<Row>(identifiers.length > 0 ? WITH_IDENTIFIERS : WITHOUT_IDENTIFIERS, values);
    return { samePerson: row?.samePerson ?? [], holders: row?.holders ?? [], newWords: row?.newWords ?? [] };
  }
}
