import type { RowScope } from '#kernel';
import type { Sql } from '#persistence';
import { Charts } from '../../domain/chart.js';
import { type CareRelationViews, careValues } from './care-relations.js';

/** Whether charts are open, asked of the database as part of the query that looks for the patient. */
export class SqlCharts extends Charts {
  constructor(
    private readonly sql: Sql,
    private readonly relations: CareRelationViews,
  ) {
    super();
  }

  override async isOpen(patientId: string, scope: RowScope): Promise<boolean> {
    if (scope.facilities === undefined) return true;
    const text = `select p.id from patients.patients p where p.id = $1 and ${this.relations.condition('p', 2)}`;
    return (await this.sql.lookup(text, [patientId, ...careValues(scope)])) !== undefined;
  }
}
