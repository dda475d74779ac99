type Present<Row> = { [Name in keyof Row]: Exclude<Row[Name], null> };

/** A row without the columns that are null: what is absent in the database is absent in the answer. */
export function present<Row extends object>(row: Row): Present<Row> {
  return Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null)) as Present<Row>;
}
