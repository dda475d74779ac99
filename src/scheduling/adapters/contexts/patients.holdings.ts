import type { MergeObstacle, PatientHolding } from '../../../patients/index.js';

/** What this context holds of patients. */
export const schedulingHoldings: readonly PatientHolding[] = [
  {
    name: 'scheduling.appointments',
    table: 'scheduling.appointments',
    versioned: true,
    parts: [
      { table: 'scheduling.bookings', of: 'appointment_id', patientColumn: 'thing_id', only: "t.kind = 'patient'" },
      { table: 'scheduling.reminders', of: 'appointment_id', versioned: true },
    ],
  },
  { name: 'scheduling.appointment-series', table: 'scheduling.appointment_series', versioned: true },
  {
    name: 'scheduling.wait-list-entries',
    table: 'scheduling.wait_list_entries',
    versioned: true,
    parts: [{ table: 'scheduling.wait_list_offers', of: 'entry_id', versioned: true }],
  },
];

/** What only a person can settle: which of two times the patient keeps. */
export const schedulingObstacles: readonly MergeObstacle[] = [
  {
    code: 'both-have-holds',
    query: `select from scheduling.appointments s where s.patient_id = $1 and s.status = 'held'
      and exists (select from scheduling.appointments m where m.patient_id = $2 and m.status = 'held')`,
  },
  {
    code: 'overlapping-appointments',
    query: `select from scheduling.bookings s join scheduling.bookings m on m.thing_id = $2 and m.blocking and m.period && s.period
      where s.thing_id = $1 and s.blocking`,
  },
  {
    code: 'both-wait-for-the-same',
    query: `select from scheduling.wait_list_entries s join scheduling.wait_list_entries m
      on m.patient_id = $2 and m.status in ('waiting', 'offered') and m.appointment_type_id = s.appointment_type_id
        and m.staff_id is not distinct from s.staff_id
      where s.patient_id = $1 and s.status in ('waiting', 'offered')`,
  },
];
