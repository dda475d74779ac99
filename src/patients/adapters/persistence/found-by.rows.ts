import type { Entities, Sql } from '#persistence';
import { wordPairs } from '../../domain/name-words.js';
import type { FoundBy } from '../../domain/patients.js';

/**
 * Adds what a patient is found by to the surrounding unit of work.
 * @param newWords words that the vocabulary lacks; added where nobody else does so meanwhile
 */
export function insertFoundBy(
  entities: Entities,
  patientId: string,
  { nameWords, phones, identifiers }: FoundBy,
  newWords: string[],
): void {
  for (const { word, other, shared } of wordPairs(nameWords)) {
    entities.insert({ table: 'patients.patient_names', row: { word, other, shared, patient_id: patientId } });
  }
  for (const phone of phones) {
    entities.insert({ table: 'patients.patient_phones', row: { phone_key: phone, patient_id: patientId } });
  }
  for (const { value, system } of identifiers) {
    const row = { value, system, patient_id: patientId };
    entities.insert({ table: 'patients.patient_identifiers', row, race: 'patient_identifiers_taken' });
  }
  // In order, so that two registrations with the same new words wait for each other one way only.
  for (const word of newWords.toSorted()) entities.insert({ table: 'patients.name_words', row: { word }, ifAbsent: true });
}

/** Removes what a patient was found by until now; words stay in the vocabulary. */
export async function removeFoundBy(sql: Sql, patientId: string, { nameWords, phones, identifiers }: FoundBy): Promise<void> {
  const pairs = wordPairs(nameWords);
  await sql.execute(
    `with names as (
       delete from patients.patient_names n using unnest($2::text[], $3::text[]) gone(word, other)
       where n.word = gone.word and n.other = gone.other and n.patient_id = $1
     ), phones as (
       delete from patients.patient_phones n using unnest($4::text[]) gone(phone_key)
       where n.phone_key = gone.phone_key and n.patient_id = $1
     )
     delete from patients.patient_identifiers n using unnest($5::text[], $6::text[]) gone(value, system)
     where n.value = gone.value and n.system = gone.system and n.patient_id = $1`,
    [
      patientId,
      pairs.map(({ word }) => word),
      pairs.map(({ other }) => other),
      phones,
      identifiers.map(({ value }) => value),
      identifiers.map(({ system }) => system),
    ],
  );
}
