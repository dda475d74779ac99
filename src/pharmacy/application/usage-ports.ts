import type { UsageSpan } from '../domain/usage-period.js';

/** Units of a medication. */
export interface Usage {
  medicationId: string;
  name: string;
  unit: string;
  /** Given out in the period. */
  dispensed: number;
  /** Come back in the period, whenever it was given out. */
  returned: number;
}

export interface UsageEvent {
  kind: 'dispensed' | 'returned';
  /** RFC 3339 instant. */
  at: string;
  dispenseId: string;
  quantity: number;
}

export interface PatientUsage extends Usage {
  /** In the order of time. */
  events: UsageEvent[];
}

export interface UsageRow extends Usage {
  /** Where it was given out. */
  facilityId: string;
  /** Of the prescriber when the prescription was written. */
  departmentId?: string;
  /** How often it was given out. */
  dispenses: number;
}

export interface UsageFilter {
  departmentId?: string | undefined;
  medicationId?: string | undefined;
}

/** What of each facility's time is asked for, by its id. */
export type UsageSpans = ReadonlyMap<string, UsageSpan>;

/** A part of a list: one more than `limit` says that there are more. */
export interface Part {
  limit: number;
  after?: string[] | undefined;
}

/** A row of a list, and the key by which it is sorted. */
export interface Listed<Row> {
  key: string[];
  row: Row;
}

export abstract class MedicationUsage {
  /** By the medication's name. */
  abstract ofPatient(patientId: string, spans: UsageSpans, medicationId: string | undefined, part: Part): Promise<Listed<PatientUsage>[]>;
  /** By the medication's name, then facility and department. */
  abstract ofDepartments(spans: UsageSpans, filter: UsageFilter, part: Part): Promise<Listed<UsageRow>[]>;
}

export abstract class FacilityZones {
  /** IANA names by the ids of the facilities. */
  abstract all(): Promise<ReadonlyMap<string, string>>;
}
