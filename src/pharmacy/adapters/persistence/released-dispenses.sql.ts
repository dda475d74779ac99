/** SQL for the ids of the dispenses that lost stock to what has an id, as a JSON array. */
export function releasedDispenses(causeId: string): string {
  return `coalesce((select json_agg(distinct r.dispense_id) from pharmacy.stock_reservation_releases r
    where r.cause_id = ${causeId}), '[]') as "releasedDispenses"`;
}
