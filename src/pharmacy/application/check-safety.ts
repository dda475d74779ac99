import { type Clock, NotFound, type RowScope, RuleBroken } from '#kernel';
import { Knowledge, type KnowledgeBase } from '../domain/knowledge.js';
import type { KnowledgeBases } from '../domain/knowledge-bases.js';
import type { Medication } from '../domain/medication.js';
import type { Medications } from '../domain/medications.js';
import type { LineFacts } from '../domain/prescription-line.js';
import { safetyFindings } from '../domain/safety-gate.js';
import { type CheckedMedicine, classTerms, ingredientTerms, type KnownAllergy } from '../domain/safety-question.js';
import { termsOf } from '../domain/term.js';
import type { PatientCharts, SafetyCheck, SafetyRules, TakenMedicines } from './ports.js';

export interface CheckSafetyCommand {
  patientId: string;
  facilityId: string;
  /** What would be taken. */
  lines: readonly LineFacts[];
  /** Lines that are these very ones, so that they are not held against themselves. */
  lineIds?: readonly string[];
  /** Entries of the lines that the caller has read already. */
  medications?: readonly Medication[];
}

/** Asks the safety gate about medicines for a patient, with all that is known at this moment. */
export class CheckSafety {
  constructor(
    private readonly charts: PatientCharts,
    private readonly bases: KnowledgeBases,
    private readonly taken: TakenMedicines,
    private readonly medications: Medications,
    private readonly rules: SafetyRules,
    private readonly clock: Clock,
  ) {}

  /** @throws NotFound where a scope doesn't reach the patient's chart, as if there were no such thing */
  async expectOpen(patientId: string, scope: RowScope, what: string): Promise<void> {
    if (!(await this.charts.isOpen(patientId, scope))) throw new NotFound(what);
  }

  /** @throws NotFound, RuleBroken `patient-deceased` */
  async execute({ patientId, facilityId, lines, lineIds = [], medications = [] }: CheckSafetyCommand): Promise<SafetyCheck> {
    const now = this.clock.now();
    const patient = await this.charts.safetyOf(patientId);
    if (!patient) throw new NotFound('patient');
    if (patient.deceased) throw new RuleBroken('patient-deceased', 'The patient has died.');
    const proposed = await this.medicines(lines, medications);
    const active = (await this.taken.of(patientId, now)).filter(({ lineId }) => !lineIds.includes(lineId));
    const base = await this.bases.current();
    const knowledge = await this.knowledge(base, patient.allergies, [...proposed, ...active]);
    const isStale = base !== undefined && isOlder(base, this.rules.maxAgeDays, now);
    const isInForce = base !== undefined && !isStale;
    const findings = safetyFindings({
      proposed,
      active,
      patient: { allergies: patient.allergies, ...ageOf(patient.birthDate, now) },
      ...(base ? { base } : {}),
      isStale,
      // Of no account where there is one in force.
      baseRequired: !isInForce && (await this.rules.baseRequired(facilityId)),
      knowledge,
    });
    return { base, findings };
  }

  private async knowledge(
    base: KnowledgeBase | undefined,
    allergies: readonly KnownAllergy[],
    medicines: readonly CheckedMedicine[],
  ): Promise<Knowledge> {
    if (!base) return Knowledge.none();
    const terms = [...allergies.flatMap(({ substance }) => termsOf(substance)), ...termsIn(medicines)];
    return new Knowledge(await this.bases.about(base.id, terms));
  }

  private async medicines(lines: readonly LineFacts[], atHand: readonly Medication[]): Promise<CheckedMedicine[]> {
    const byId = new Map(atHand.map((each) => [each.id, each]));
    const unread = new Set(lines.map(({ medicationId }) => medicationId).filter((id) => !byId.has(id)));
    for (const each of unread.size > 0 ? await this.medications.all([...unread]) : []) byId.set(each.id, each);
    return lines.map((line) => {
      const medication = byId.get(line.medicationId);
      if (!medication) throw new NotFound('medication');
      return medicineOf(line, medication);
    });
  }
}

function medicineOf(line: LineFacts, { id, facts }: Medication): CheckedMedicine {
  const { code, name, strength, unit, ingredients, classes, maxDailyDose } = facts;
  const { dose, frequency, parallel } = line;
  const most = maxDailyDose ? { maxDailyDose } : {};
  return { medicationId: id, code, name, strength, unit, ingredients, classes, dose, frequency, parallel: parallel ?? false, ...most };
}

function termsIn(medicines: readonly CheckedMedicine[]): string[] {
  return medicines.flatMap((medicine) => [...ingredientTerms(medicine).flat(), ...classTerms(medicine)]);
}

/** In whole years; where the birth date is partial, as if on the last possible day, so that children are not taken for adults. */
function ageOf(birthDate: string, now: Temporal.Instant): { ageYears: number } {
  const [year, month = '12', day] = birthDate.split('-');
  const first = Temporal.PlainDate.from(`${year}-${month}-01`);
  const born = first.with({ day: day === undefined ? first.daysInMonth : Number(day) });
  return { ageYears: Math.max(0, born.until(now.toZonedDateTimeISO('UTC').toPlainDate(), { largestUnit: 'years' }).years) };
}

export function isOlder({ date }: KnowledgeBase, days: number, now: Temporal.Instant): boolean {
  const oldest = now.toZonedDateTimeISO('UTC').toPlainDate().subtract({ days });
  return Temporal.PlainDate.compare(date, oldest) < 0;
}
