import type { Sql } from '#persistence';

/** To which facility people and departments belong. */
export class PlacementQuery {
  constructor(private readonly sql: Sql) {}

  facilityOfStaff(staffId: string): Promise<string | undefined> {
    return this.facilityOf('select facility_id from staffing.staff_members where id = $1', staffId);
  }

  facilityOfDepartment(departmentId: string): Promise<string | undefined> {
    return this.facilityOf('select facility_id from staffing.departments where id = $1', departmentId);
  }

  private async facilityOf(text: string, id: string): Promise<string | undefined> {
    return (await this.sql.first<{ facility_id: string }>(text, [id]))?.facility_id;
  }
}
