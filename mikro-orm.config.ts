import type { EntitySchema } from '@mikro-orm/postgresql';
import type { Migration } from '@mikro-orm/migrations';
import { Migration20261101000200_messaging, Migration20261122107100_event_batches } from '#messaging';
import { Migration20261101000100_platform, Migration20261101000150_rate_limits } from '#persistence';
import { Migration20261101000450_access_links } from './src/access/adapters/persistence/migrations/Migration20261101000450_access_links.js';
import { Migration20261101000300_access } from './src/access/adapters/persistence/migrations/Migration20261101000300_access.js';
import { Migration20261122104000_break_glass } from './src/access/adapters/persistence/migrations/Migration20261122104000_break_glass.js';
import { Migration20261122104100_patient_invitations } from './src/access/adapters/persistence/migrations/Migration20261122104100_patient_invitations.js';
import { PatientInvitationMapping } from './src/access/adapters/persistence/patient-invitations.mikro-orm.js';
import { BreakGlassAccessMapping } from './src/access/adapters/persistence/break-glass-accesses.mikro-orm.js';
import { Migration20261122102000_audit_chain } from './src/access/adapters/persistence/migrations/Migration20261122102000_audit_chain.js';
import { Migration20261122100000_identity } from './src/access/adapters/persistence/migrations/Migration20261122100000_identity.js';
import { UserMapping } from './src/access/adapters/persistence/users.mikro-orm.js';
import { Migration20261122101000_service_accounts } from './src/access/adapters/persistence/migrations/Migration20261122101000_service_accounts.js';
import { Migration20261122101100_external_identities } from './src/access/adapters/persistence/migrations/Migration20261122101100_external_identities.js';
import { ServiceAccountMapping } from './src/access/adapters/persistence/service-accounts.mikro-orm.js';
import { Migration20261101000600_interop } from './src/interop/adapters/persistence/migrations/Migration20261101000600_interop.js';
import { DeliveryMapping, MessageMapping, MessageTemplateMapping } from './src/notifications/adapters/persistence/messages.mikro-orm.js';
import { Migration20261101000250_notifications } from './src/notifications/adapters/persistence/migrations/Migration20261101000250_notifications.js';
import { Migration20261122107300_failures } from './src/notifications/adapters/persistence/migrations/Migration20261122107300_failures.js';
import { Migration20261122107000_message_delivery } from './src/notifications/adapters/persistence/migrations/Migration20261122107000_message_delivery.js';
import { AllergyMapping } from './src/patients/adapters/persistence/allergies.mikro-orm.js';
import { ConditionMapping } from './src/patients/adapters/persistence/conditions.mikro-orm.js';
import { Migration20261101000400_patients } from './src/patients/adapters/persistence/migrations/Migration20261101000400_patients.js';
import { Migration20261122170000_patient_merges } from './src/patients/adapters/persistence/migrations/Migration20261122170000_patient_merges.js';
import { Migration20261122170100_merged_patients_in_access } from './src/access/adapters/persistence/migrations/Migration20261122170100_merged_patients_in_access.js';
import { Migration20261122170200_merged_patients_in_scheduling } from './src/scheduling/adapters/persistence/migrations/Migration20261122170200_merged_patients_in_scheduling.js';
import { Migration20261122170300_merged_patients_in_pharmacy } from './src/pharmacy/adapters/persistence/migrations/Migration20261122170300_merged_patients_in_pharmacy.js';
import { Migration20261122170400_merged_patients_in_notifications } from './src/notifications/adapters/persistence/migrations/Migration20261122170400_merged_patients_in_notifications.js';
import { Migration20261122170500_merged_patients_in_interop } from './src/interop/adapters/persistence/migrations/Migration20261122170500_merged_patients_in_interop.js';
import { PatientMergeMapping } from './src/patients/adapters/persistence/merges.mikro-orm.js';
import { PatientMapping } from './src/patients/adapters/persistence/patient.mikro-orm.js';
import { MedicationMapping } from './src/pharmacy/adapters/persistence/medications.mikro-orm.js';
import { Migration20261122110100_knowledge } from './src/pharmacy/adapters/persistence/migrations/Migration20261122110100_knowledge.js';
import { Migration20261122110200_prescriptions } from './src/pharmacy/adapters/persistence/migrations/Migration20261122110200_prescriptions.js';
import { PrescriptionLineMapping, PrescriptionMapping } from './src/pharmacy/adapters/persistence/prescriptions.mikro-orm.js';
import { Migration20261122110000_pharmacy } from './src/pharmacy/adapters/persistence/migrations/Migration20261122110000_pharmacy.js';
import { LotMapping } from './src/pharmacy/adapters/persistence/lots.mikro-orm.js';
import { Migration20261122111000_stock } from './src/pharmacy/adapters/persistence/migrations/Migration20261122111000_stock.js';
import { Migration20261122111100_lot_acts } from './src/pharmacy/adapters/persistence/migrations/Migration20261122111100_lot_acts.js';
import { Migration20261122130000_stock_alerts } from './src/pharmacy/adapters/persistence/migrations/Migration20261122130000_stock_alerts.js';
import { Migration20261122130100_prices_of_receipts } from './src/pharmacy/adapters/persistence/migrations/Migration20261122130100_prices_of_receipts.js';
import { Migration20261122130200_stock_crossings } from './src/pharmacy/adapters/persistence/migrations/Migration20261122130200_stock_crossings.js';
import { StockAlertMapping } from './src/pharmacy/adapters/persistence/stock-alerts.mikro-orm.js';
import { StockRuleMapping } from './src/pharmacy/adapters/persistence/stock-rules.mikro-orm.js';
import { StockAdjustmentMapping } from './src/pharmacy/adapters/persistence/stock-adjustments.mikro-orm.js';
import { Migration20261122111200_stock_transfers } from './src/pharmacy/adapters/persistence/migrations/Migration20261122111200_stock_transfers.js';
import { Migration20261122120000_unmet_demand } from './src/pharmacy/adapters/persistence/migrations/Migration20261122120000_unmet_demand.js';
import { Migration20261122120100_dispenses } from './src/pharmacy/adapters/persistence/migrations/Migration20261122120100_dispenses.js';
import { Migration20261122120200_dispense_returns } from './src/pharmacy/adapters/persistence/migrations/Migration20261122120200_dispense_returns.js';
import { DispenseReturnMapping } from './src/pharmacy/adapters/persistence/dispense-returns.mikro-orm.js';
import { DispenseMapping } from './src/pharmacy/adapters/persistence/dispenses.mikro-orm.js';
import { StockCountMapping, StockTransferMapping } from './src/pharmacy/adapters/persistence/stock-transfers.mikro-orm.js';
import { Migration20261122140000_stock_discrepancies } from './src/pharmacy/adapters/persistence/migrations/Migration20261122140000_stock_discrepancies.js';
import { Migration20261122141000_medication_usage } from './src/pharmacy/adapters/persistence/migrations/Migration20261122141000_medication_usage.js';
import { StockDiscrepancyMapping } from './src/pharmacy/adapters/persistence/stock-discrepancies.mikro-orm.js';
import { StockLocationMapping, StockReceiptMapping } from './src/pharmacy/adapters/persistence/stock-places.mikro-orm.js';
import { AppointmentMapping } from './src/scheduling/adapters/persistence/appointments.mikro-orm.js';
import { AppointmentTypeMapping, ResourceMapping } from './src/scheduling/adapters/persistence/catalogue.mikro-orm.js';
import { Migration20261101000500_scheduling } from './src/scheduling/adapters/persistence/migrations/Migration20261101000500_scheduling.js';
import { Migration20261122103000_care_relations } from './src/scheduling/adapters/persistence/migrations/Migration20261122103000_care_relations.js';
import { DisplacementMapping } from './src/scheduling/adapters/persistence/displacements.mikro-orm.js';
import { Migration20261122106100_displacements } from './src/scheduling/adapters/persistence/migrations/Migration20261122106100_displacements.js';
import { Migration20261122106200_notices } from './src/scheduling/adapters/persistence/migrations/Migration20261122106200_notices.js';
import { CalendarLinkMapping } from './src/scheduling/adapters/persistence/calendar-links.mikro-orm.js';
import { Migration20261122107310_reminder_failures } from './src/scheduling/adapters/persistence/migrations/Migration20261122107310_reminder_failures.js';
import { Migration20261122107200_reminder_channels } from './src/scheduling/adapters/persistence/migrations/Migration20261122107200_reminder_channels.js';
import { Migration20261122108000_wait_list } from './src/scheduling/adapters/persistence/migrations/Migration20261122108000_wait_list.js';
import { Migration20261122150000_no_show_policy } from './src/scheduling/adapters/persistence/migrations/Migration20261122150000_no_show_policy.js';
import { Migration20261122160000_offers_settled_together } from './src/scheduling/adapters/persistence/migrations/Migration20261122160000_offers_settled_together.js';
import { ReminderMapping, ReminderPlanMapping } from './src/scheduling/adapters/persistence/reminders.mikro-orm.js';
import { Migration20261122150100_resource_outages } from './src/scheduling/adapters/persistence/migrations/Migration20261122150100_resource_outages.js';
import { ResourceOutageMapping } from './src/scheduling/adapters/persistence/resource-outages.mikro-orm.js';
import { AppointmentSeriesMapping } from './src/scheduling/adapters/persistence/appointment-series.mikro-orm.js';
import { Migration20261122108100_appointment_series } from './src/scheduling/adapters/persistence/migrations/Migration20261122108100_appointment_series.js';
import { WaitListEntryMapping, WaitListOfferMapping } from './src/scheduling/adapters/persistence/wait-list.mikro-orm.js';
import { AvailabilityMapping } from './src/staffing/adapters/persistence/availabilities.mikro-orm.js';
import { CredentialNoticeMapping } from './src/staffing/adapters/persistence/credential-notices.mikro-orm.js';
import { Migration20261122106300_credential_notices } from './src/staffing/adapters/persistence/migrations/Migration20261122106300_credential_notices.js';
import { Migration20261122106400_settings_in_effect } from './src/staffing/adapters/persistence/migrations/Migration20261122106400_settings_in_effect.js';
import { CredentialMapping } from './src/staffing/adapters/persistence/credentials.mikro-orm.js';
import { DepartmentMapping } from './src/staffing/adapters/persistence/departments.mikro-orm.js';
import { FacilityMapping } from './src/staffing/adapters/persistence/facilities.mikro-orm.js';
import { LeaveEntitlementMapping } from './src/staffing/adapters/persistence/leave-entitlements.mikro-orm.js';
import { Migration20261122150200_half_days_of_leave } from './src/staffing/adapters/persistence/migrations/Migration20261122150200_half_days_of_leave.js';
import { LeaveRequestMapping } from './src/staffing/adapters/persistence/leave-requests.mikro-orm.js';
import { Migration20261122106000_leave } from './src/staffing/adapters/persistence/migrations/Migration20261122106000_leave.js';
import { Migration20261101000350_staffing } from './src/staffing/adapters/persistence/migrations/Migration20261101000350_staffing.js';
import { Migration20261122105000_rosters } from './src/staffing/adapters/persistence/migrations/Migration20261122105000_rosters.js';
import { Migration20261122105100_rostering } from './src/staffing/adapters/persistence/migrations/Migration20261122105100_rostering.js';
import { RosterMapping } from './src/staffing/adapters/persistence/rosters.mikro-orm.js';
import { ShiftSwapMapping } from './src/staffing/adapters/persistence/shift-swaps.mikro-orm.js';
import { ShiftTemplateMapping } from './src/staffing/adapters/persistence/shift-templates.mikro-orm.js';
import { ShiftMapping } from './src/staffing/adapters/persistence/shifts.mikro-orm.js';
import { StaffMemberMapping } from './src/staffing/adapters/persistence/staff-members.mikro-orm.js';

/** Every context's mappings. */
export const entities: EntitySchema[] = [
  UserMapping,
  ServiceAccountMapping,
  BreakGlassAccessMapping,
  PatientInvitationMapping,
  FacilityMapping,
  DepartmentMapping,
  StaffMemberMapping,
  CredentialMapping,
  CredentialNoticeMapping,
  AvailabilityMapping,
  ShiftTemplateMapping,
  RosterMapping,
  ShiftMapping,
  ShiftSwapMapping,
  LeaveRequestMapping,
  LeaveEntitlementMapping,
  PatientMapping,
  PatientMergeMapping,
  AllergyMapping,
  ConditionMapping,
  MedicationMapping,
  PrescriptionMapping,
  PrescriptionLineMapping,
  AppointmentMapping,
  AppointmentTypeMapping,
  ResourceMapping,
  ResourceOutageMapping,
  ReminderMapping,
  ReminderPlanMapping,
  CalendarLinkMapping,
  DisplacementMapping,
  AppointmentSeriesMapping,
  WaitListEntryMapping,
  WaitListOfferMapping,
  DeliveryMapping,
  MessageMapping,
  MessageTemplateMapping,
  StockLocationMapping,
  LotMapping,
  StockReceiptMapping,
  StockAdjustmentMapping,
  StockTransferMapping,
  StockCountMapping,
  StockRuleMapping,
  StockAlertMapping,
  DispenseMapping,
  DispenseReturnMapping,
  StockDiscrepancyMapping,
];

/** Every migration, in the order in which they run. */
export const migrations: (new (...args: never[]) => Migration)[] = [
  Migration20261101000100_platform,
  Migration20261101000150_rate_limits,
  Migration20261101000200_messaging,
  Migration20261101000250_notifications,
  Migration20261101000300_access,
  Migration20261101000350_staffing,
  Migration20261101000400_patients,
  Migration20261101000450_access_links,
  Migration20261101000500_scheduling,
  Migration20261101000600_interop,
  Migration20261122100000_identity,
  Migration20261122101000_service_accounts,
  Migration20261122101100_external_identities,
  Migration20261122102000_audit_chain,
  Migration20261122103000_care_relations,
  Migration20261122104000_break_glass,
  Migration20261122105000_rosters,
  Migration20261122105100_rostering,
  Migration20261122104100_patient_invitations,
  Migration20261122106000_leave,
  Migration20261122106100_displacements,
  Migration20261122106200_notices,
  Migration20261122106300_credential_notices,
  Migration20261122106400_settings_in_effect,
  Migration20261122107000_message_delivery,
  Migration20261122107100_event_batches,
  Migration20261122107200_reminder_channels,
  Migration20261122107300_failures,
  Migration20261122107310_reminder_failures,
  Migration20261122108000_wait_list,
  Migration20261122108100_appointment_series,
  Migration20261122110000_pharmacy,
  Migration20261122110100_knowledge,
  Migration20261122110200_prescriptions,
  Migration20261122111000_stock,
  Migration20261122111100_lot_acts,
  Migration20261122111200_stock_transfers,
  Migration20261122120000_unmet_demand,
  Migration20261122120100_dispenses,
  Migration20261122120200_dispense_returns,
  Migration20261122130000_stock_alerts,
  Migration20261122130100_prices_of_receipts,
  Migration20261122130200_stock_crossings,
  Migration20261122140000_stock_discrepancies,
  Migration20261122141000_medication_usage,
  Migration20261122150000_no_show_policy,
  Migration20261122150100_resource_outages,
  Migration20261122150200_half_days_of_leave,
  Migration20261122160000_offers_settled_together,
  Migration20261122170000_patient_merges,
  Migration20261122170100_merged_patients_in_access,
  Migration20261122170200_merged_patients_in_scheduling,
  Migration20261122170300_merged_patients_in_pharmacy,
  Migration20261122170400_merged_patients_in_notifications,
  Migration20261122170500_merged_patients_in_interop,
];
