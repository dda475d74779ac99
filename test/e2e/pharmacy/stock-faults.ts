import type { TestDatabase } from '#testing';

/** What must never be so, whatever happened to stock: each statement finds what is wrong. */
const FAULTS: Record<string, string> = {
  'a balance is not the sum of its movements': `
    select b.location_id, b.lot_id from pharmacy.stock_balances b
    left join pharmacy.stock_movements v on v.location_id = b.location_id and v.lot_id = b.lot_id
    group by b.location_id, b.lot_id, b.on_hand having b.on_hand <> coalesce(sum(v.quantity), 0)`,
  'a balance is short, or promised beyond what is there': `
    select location_id, lot_id from pharmacy.stock_balances where on_hand < 0 or reserved < 0 or reserved > on_hand`,
  'what is reserved is not what is promised': `
    select b.location_id, b.lot_id from pharmacy.stock_balances b
    left join pharmacy.stock_reservations r on r.location_id = b.location_id and r.lot_id = b.lot_id
    group by b.location_id, b.lot_id, b.reserved having b.reserved <> coalesce(sum(r.quantity), 0)`,
  'something is promised to a dispense that holds nothing, or too little to one that holds': `
    select d.id from pharmacy.dispenses d join pharmacy.dispense_lines l on l.dispense_id = d.id
    left join pharmacy.stock_reservations r on r.dispense_line_id = l.id
    group by d.id, d.status, l.id, l.quantity
    having coalesce(sum(r.quantity), 0) <> case when d.status in ('reserved', 'awaiting-witness') then l.quantity else 0 end`,
  'a register has a gap or a balance that does not follow': `
    select * from (
      select location_id, medication_id, entry, balance,
        sum(quantity) over w as reckoned, row_number() over w as n
      from pharmacy.stock_movements window w as (partition by location_id, medication_id order by entry)) v
    where v.balance <> v.reckoned or v.balance < 0 or v.entry <> v.n`,
  'a register does not end in what is there': `
    select c.location_id, c.medication_id from pharmacy.stock_cards c
    where c.balance <> (select sum(b.on_hand) from pharmacy.stock_balances b join pharmacy.lots l on l.id = b.lot_id
      where b.location_id = c.location_id and l.medication_id = c.medication_id)`,
  'something was given out after its last day': `
    select v.id from pharmacy.stock_movements v join pharmacy.lots l on l.id = v.lot_id
    where v.kind = 'dispense' and l.expires_on < v.local_date`,
  'a completed dispense drew something else than it gave out': `
    select l.id from pharmacy.dispense_lines l join pharmacy.dispenses d on d.id = l.dispense_id
    left join pharmacy.dispense_draws w on w.dispense_line_id = l.id
    group by l.id, l.quantity, d.status
    having coalesce(sum(w.quantity), 0) <> case when d.status = 'completed' then l.quantity else 0 end`,
  'the ledger has something else than dispenses drew': `
    select coalesce(v.id, w.id) from
      (select reference_id as id, lot_id, -sum(quantity) as quantity from pharmacy.stock_movements where kind = 'dispense' group by 1, 2) v
    full join
      (select l.dispense_id as id, w.lot_id, sum(w.quantity) as quantity
       from pharmacy.dispense_draws w join pharmacy.dispense_lines l on l.id = w.dispense_line_id group by 1, 2) w
    on v.id = w.id and v.lot_id = w.lot_id where v.quantity is distinct from w.quantity`,
  'a prescription counts something else than was given out and did not come back': `
    select p.id from pharmacy.prescription_lines p
    where p.dispensed <> coalesce((select sum(w.quantity) from pharmacy.dispense_lines l
        join pharmacy.dispense_draws w on w.dispense_line_id = l.id where l.prescription_line_id = p.id), 0)
      - coalesce((select sum((line ->> 'quantity')::integer) from pharmacy.dispense_returns r
        cross join jsonb_array_elements(r.lines) line
        where r.status = 'posted' and (line ->> 'prescriptionLineId')::uuid = p.id), 0)`,
  'a completed dispense has no charge event, or two': `
    select d.id from pharmacy.dispenses d where d.status = 'completed' and 1 <> (select count(*) from platform.outbox o
      where o.aggregate_id = d.id::text and o.type = 'pharmacy.medication-dispensed.v1')`,
};

/** What is wrong with the stock of a database, in words; nothing where all agrees. */
export async function stockFaults(database: TestDatabase): Promise<string[]> {
  const found = await Promise.all(
    Object.entries(FAULTS).map(async ([words, text]) => ((await database.query(text)).length > 0 ? [words] : [])),
  );
  return found.flat();
}
