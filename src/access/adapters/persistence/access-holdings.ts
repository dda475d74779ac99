/**
 * Rows of this context that name a patient, and what stands in the way of a merge, as the patients context wants it said. It
 * builds on this context, so it takes this and isn't told.
 */
export const accessHoldings = [
  { name: 'access.users', table: 'access.users', versioned: true },
  {
    name: 'access.patient-invitations',
    table: 'access.patient_invitations',
    versioned: true,
    // Of one patient one code at a time counts: the survivor's own.
    unless: `t.accepted_at is null and t.revoked_at is null and exists (
      select from access.patient_invitations o where o.patient_id = $1 and o.accepted_at is null and o.revoked_at is null)`,
  },
  {
    name: 'access.break-glass-accesses',
    table: 'access.break_glass_accesses',
    versioned: true,
    // Somebody who had both charts open at a time did so twice, and each stays as it was.
    unless: `exists (
      select from access.break_glass_accesses o where o.patient_id = $1 and o.user_id = t.user_id
        and tstzrange(o.opened_at, coalesce(o.ended_at, o.expires_at)) && tstzrange(t.opened_at, coalesce(t.ended_at, t.expires_at)))`,
  },
] as const;

export const accessObstacles = [
  {
    code: 'both-have-accounts',
    query: 'select from access.users s where s.patient_id = $1 and exists (select from access.users m where m.patient_id = $2)',
  },
] as const;
