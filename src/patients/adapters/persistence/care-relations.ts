import type { RowScope } from '#kernel';
import { CareRelations } from '../../patients.facade.js';

const VIEW = /^[a-z_]+\.[a-z_]+$/;

/**
 * The policy of charts as a condition of a query: a patient's chart is open where the patient is or was registered or seen
 * at a facility of the scope, is who is asking, or was opened by a break-glass.
 */
export class CareRelationViews extends CareRelations {
  private readonly views: string[] = [];

  override addView(name: string): void {
    if (!VIEW.test(name)) throw new Error(`${name} is no name of a view.`);
    this.views.push(name);
  }

  /** On the row of a patient under an alias; its values are those of `careValues`, from `$first` on. */
  condition(patient: string, first: number): string {
    const [facilities, patients] = [`$${first}::uuid[]`, `$${first + 1}::uuid[]`];
    const seenThere = this.views.map(
      (view) => `exists (select from ${view} c where c.patient_id = ${patient}.id and c.facility_id = any(${facilities}))`,
    );
    const ways = [`${facilities} is null`, `${patient}.id = any(${patients})`, `${patient}.facility_id = any(${facilities})`, ...seenThere];
    return `(${ways.join(' or ')})`;
  }
}

/** The values of a condition of care. */
export function careValues({ facilities, ownPatient, opened }: RowScope): [facilities: unknown, patients: unknown] {
  return [facilities ?? null, ownPatient === undefined ? opened : [...opened, ownPatient]];
}
