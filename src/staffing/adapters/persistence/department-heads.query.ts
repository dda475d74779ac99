import type { Sql } from '#persistence';

/** Who leads whom. */
export class DepartmentHeadsQuery {
  constructor(private readonly sql: Sql) {}

  /** The first e-mail address of the head of somebody's department; nothing for the head. */
  async mailOfHeadOver(staffId: string): Promise<string | undefined> {
    const row = await this.sql.first<{ value: string }>(
      `select contact ->> 'value' as value
       from staffing.staff_members s
         join staffing.departments d on d.id = s.department_id
         join staffing.staff_members head on head.id = d.head_id and head.id <> s.id
         cross join lateral jsonb_array_elements(head.contacts) with ordinality as each (contact, place)
       where s.id = $1 and contact ->> 'system' = 'email' order by place limit 1`,
      [staffId],
    );
    return row?.value;
  }
}
