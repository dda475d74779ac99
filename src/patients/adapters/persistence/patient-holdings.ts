import { type HoldingPart, type MergeObstacle, type PatientHolding, PatientMerges } from '../../patients.facade.js';

const NAME = /^[a-z_]+\.[a-z_-]+$/;

/** What the contexts have said they hold of patients. */
export class PatientHoldings extends PatientMerges {
  readonly holdings = new Map<string, PatientHolding>();
  readonly obstacles: MergeObstacle[] = [];

  override addHoldings(...holdings: PatientHolding[]): void {
    for (const holding of holdings) {
      if (!NAME.test(holding.name) || !NAME.test(holding.table)) throw new Error(`${holding.name} in ${holding.table} is no holding.`);
      if (this.holdings.has(holding.name)) throw new Error(`${holding.name} is known already.`);
      this.holdings.set(holding.name, holding);
    }
  }

  override addObstacles(...obstacles: MergeObstacle[]): void {
    this.obstacles.push(...obstacles);
  }
}

/** Gives rows of `$2` to `$1`: all of them, but for those that are to stay. Answers with their keys. */
export function movedRows(holding: PatientHolding): string {
  const stays = holding.unless === undefined ? '' : ` and not (${holding.unless})`;
  return `${handedOver(holding)}${stays} returning t.${keyOf(holding).column}::text as key`;
}

/** Gives those rows of `$2` to `$1` whose keys are among `$3`. Answers with their keys. */
export function restoredRows(holding: PatientHolding): string {
  const { column, type } = keyOf(holding);
  return `${handedOver(holding)} and t.${column} = any($3::text[]::${type}[]) returning t.${column}::text as key`;
}

/** Gives what belongs to rows with keys among `$3` to `$1`, where it is of `$2`. */
export function followingRows(part: HoldingPart, holding: PatientHolding): string {
  return `${handedOver(part)} and t.${part.of} = any($3::text[]::${keyOf(holding).type}[])`;
}

function handedOver({ table, patientColumn = 'patient_id', versioned = false, only }: Omit<HoldingPart, 'of'>): string {
  const raised = versioned ? ', version = t.version + 1' : '';
  return `update ${table} t set ${patientColumn} = $1${raised} where t.${patientColumn} = $2${only === undefined ? '' : ` and (${only})`}`;
}

function keyOf({ key }: PatientHolding): NonNullable<PatientHolding['key']> {
  return key ?? { column: 'id', type: 'uuid' };
}
