import type { RowScope } from '#kernel';
import type { Frequency } from '../domain/dosage.js';
import type { Amount } from '../domain/medication.js';
import type { LineStatus } from '../domain/prescription-machine.js';
import type { KnowledgeBase } from '../domain/knowledge.js';
import type { Judgement } from '../domain/judgement.js';
import type { SafetyFinding } from '../domain/safety-finding.js';
import type { CheckedMedicine, KnownAllergy } from '../domain/safety-question.js';

/** What bears on giving a patient medicines. */
export interface PatientSafety {
  /** `YYYY-MM-DD`, or less where no more is known. */
  birthDate: string;
  deceased: boolean;
  allergies: readonly KnownAllergy[];
}

/** Patients' charts: who may open them, and what in them bears on medicines. */
export abstract class PatientCharts {
  abstract isOpen(patientId: string, scope: RowScope): Promise<boolean>;
  abstract safetyOf(patientId: string): Promise<PatientSafety | undefined>;
}

/** Whether somebody may prescribe. */
export interface PrescriberStanding {
  facilityId: string;
  departmentId?: string;
  employed: boolean;
  lackingCredentials: readonly string[];
}

export abstract class Prescribers {
  abstract standing(staffId: string, at: Temporal.Instant): Promise<PrescriberStanding | undefined>;
}

/** How strict checks are. */
export abstract class SafetyRules {
  /** Days after which a knowledge base is stale. */
  abstract readonly maxAgeDays: number;
  /** Whether a facility lets nothing pass without a knowledge base of today. */
  abstract baseRequired(facilityId: string): Promise<boolean>;
}

/** A line that counts as being taken. */
export interface TakenMedicine extends CheckedMedicine {
  lineId: string;
  prescriptionId: string;
}

export abstract class TakenMedicines {
  /** Lines that are active, on hold, or dispensed whole while the course goes on. */
  abstract of(patientId: string, now: Temporal.Instant): Promise<TakenMedicine[]>;
}

/** A medicine that a patient takes, for a reader. */
export interface OngoingMedicine {
  prescriptionId: string;
  prescriptionLineId: string;
  medicationId: string;
  name: string;
  unit: string;
  status: LineStatus;
  dose: Amount;
  frequency: Frequency;
  route: string;
  asNeeded: boolean;
  dispensed: number;
  remaining: number;
  startedAt: string;
  endsAt: string;
}

export abstract class OngoingMedicines {
  abstract page(patientId: string, now: Temporal.Instant, limit: number, after: string | undefined): Promise<OngoingMedicine[]>;
}

/** Where a check is made. */
export type CheckPoint = 'write' | 'sign' | 'verify' | 'dispense';

export interface SafetyCheck {
  /** The version that was asked; absent where none is loaded. */
  base?: KnowledgeBase | undefined;
  findings: readonly SafetyFinding[];
}

/** A check as it is kept. */
export interface NotedCheck extends SafetyCheck {
  prescriptionId: string;
  patientId: string;
  point: CheckPoint;
  by: string;
  at: Temporal.Instant;
}

/** What checks found, what was set aside, and who agreed; kept with the prescription for good. */
export abstract class SafetyRecords {
  abstract note(check: NotedCheck): void;
  /** The newest check. */
  abstract latest(prescriptionId: string): Promise<SafetyCheck>;
  abstract judgements(prescriptionId: string): Promise<{ overrides: Judgement[]; approvals: Judgement[] }>;
  abstract override(prescriptionId: string, judgement: Judgement & { reason: string; at: Temporal.Instant }): void;
  abstract approve(prescriptionId: string, judgement: Judgement & { reason: string; at: Temporal.Instant }): Promise<void>;
}
