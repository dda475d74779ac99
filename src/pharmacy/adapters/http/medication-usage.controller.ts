import { Controller, Get, Query } from '@nestjs/common';
import {
  type Caller,
  careScopeOf,
  CurrentCaller,
  cursorKey,
  DEFAULT_LIMIT,
  Operation,
  OwnRecord,
  type Page,
  pageOf,
  PathId,
  Permission,
  Reads,
  staffScopeOf,
  Tag,
} from '#http';
import { ReadMedicationUsage } from '../../application/read-medication-usage.js';
import type { UsagePeriod } from '../../domain/usage-period.js';
import { READ } from './dispense-answer.js';
import { DepartmentUsageAnswer, PatientUsageAnswer, PatientUsagePageQuery, UsagePageQuery } from './medication-usage.dto.js';

const READ_USAGE = 'medication-usage:read';
const IN_DAYS = 'Days are those of the facility where it was given out: thirty up to today without others, at most 366.';

@Tag('Medication usage', 'What was given out and came back, by patient and by department.')
@Controller()
export class MedicationUsageController {
  constructor(private readonly usage: ReadMedicationUsage) {}

  @Get('patients/:id/medication-usage')
  @Permission(READ)
  @OwnRecord()
  @Reads('medication-usage.list')
  @Operation({
    summary: 'List what a patient was given and brought back, by medication',
    description: IN_DAYS,
    page: PatientUsageAnswer,
    errors: { 422: ['invalid-date-range'] },
  })
  async listPatientMedicationUsage(
    @CurrentCaller() caller: Caller,
    @PathId('patient') patientId: string,
    @Query() { limit = DEFAULT_LIMIT, cursor, from, to, medicationId }: PatientUsagePageQuery,
  ): Promise<Page<PatientUsageAnswer>> {
    const asked = { ...periodOf(from, to), medicationId };
    const part = { limit, after: cursorKey(cursor, ['text', 'uuid']) };
    const listed = await this.usage.ofPatient(patientId, asked, careScopeOf(caller, READ), part);
    return pageOf(
      listed,
      limit,
      ({ key }) => key,
      ({ row }) => row,
    );
  }

  @Get('medication-usage')
  @Permission(READ_USAGE)
  @Operation({
    summary: 'List what was given out and came back, by medication, facility and department',
    description: `The department is the prescriber’s, as it was when the prescription was written. ${IN_DAYS}`,
    page: DepartmentUsageAnswer,
    errors: { 422: ['invalid-date-range'] },
  })
  async listMedicationUsage(
    @CurrentCaller() caller: Caller,
    @Query() { limit = DEFAULT_LIMIT, cursor, from, to, ...filter }: UsagePageQuery,
  ): Promise<Page<DepartmentUsageAnswer>> {
    const part = { limit, after: cursorKey(cursor, ['text', 'uuid', 'uuid', 'uuid']) };
    const { facilities } = staffScopeOf(caller, READ_USAGE);
    const listed = await this.usage.ofDepartments({ ...filter, ...periodOf(from, to) }, facilities, part);
    return pageOf(
      listed,
      limit,
      ({ key }) => key,
      ({ row }) => row,
    );
  }
}

function periodOf(from: string | undefined, to: string | undefined): UsagePeriod {
  return { ...(from ? { from: Temporal.PlainDate.from(from) } : {}), ...(to ? { to: Temporal.PlainDate.from(to) } : {}) };
}
