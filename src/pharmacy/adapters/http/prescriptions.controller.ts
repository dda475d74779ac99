import { Body, Controller, Get, Post, Query } from '@nestjs/common';
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
  PageQuery,
  PathId,
  Permission,
  Reads,
  scopeOf,
  Tag,
  Writes,
} from '#http';
import { ReadPrescriptions } from '../../application/read-prescriptions.js';
import { WritePrescription } from '../../application/write-prescription.js';
import { answerOf, READ, WRITE, writerOf } from './prescription-answer.js';
import { OngoingMedicineAnswer } from './ongoing-medicines.dto.js';
import { PrescriptionAnswer, PrescriptionBody, PrescriptionsPageQuery } from './prescriptions.dto.js';

export const WRITE_ERRORS = ['staff-not-credentialed', 'medication-retired', 'patient-deceased'];

@Tag('Prescriptions', 'Prescribing, through the safety gate, and what patients take.')
@Controller()
export class PrescriptionsController {
  constructor(
    private readonly write: WritePrescription,
    private readonly reading: ReadPrescriptions,
  ) {}

  @Post('prescriptions')
  @Permission(WRITE)
  @Writes('prescription.write')
  @Operation({
    summary: 'Write a prescription',
    description: 'A draft, with what the safety gate finds so far as `alerts`. Nothing is blocked before it is signed.',
    answer: PrescriptionAnswer,
    errors: { 403: ['may-not-override'], 404: ['not-found'], 409: ['patient-merged'], 422: WRITE_ERRORS },
  })
  async writePrescription(@CurrentCaller() caller: Caller, @Body() body: PrescriptionBody): Promise<PrescriptionAnswer> {
    return answerOf(await this.write.execute({ ...body, writer: writerOf(caller) }), caller);
  }

  @Get('prescriptions')
  @Permission(READ)
  @OwnRecord()
  @Reads('prescription.list')
  @Operation({
    summary: 'List prescriptions, the oldest first',
    description: 'Of a patient whose chart is open, or those that were signed at the caller’s facilities.',
    page: PrescriptionAnswer,
    errors: { 404: ['not-found'] },
  })
  async listPrescriptions(@CurrentCaller() caller: Caller, @Query() query: PrescriptionsPageQuery): Promise<Page<PrescriptionAnswer>> {
    const { limit = DEFAULT_LIMIT, cursor, ...filter } = query;
    const scopes = { chart: careScopeOf(caller, READ), rows: scopeOf(caller, READ) };
    const rows = await this.reading.page(filter, scopes, limit + 1, cursorKey(cursor, ['uuid'])?.[0]);
    return pageOf(
      rows,
      limit,
      ({ prescription }) => [prescription.id],
      (each) => answerOf(each, caller),
    );
  }

  @Get('prescriptions/:id')
  @Permission(READ)
  @OwnRecord()
  @Reads('prescription.read')
  @Operation({ summary: 'Read a prescription', answer: PrescriptionAnswer })
  async readPrescription(@CurrentCaller() caller: Caller, @PathId('prescription') id: string): Promise<PrescriptionAnswer> {
    return answerOf(await this.reading.one(id, careScopeOf(caller, READ)), caller);
  }

  @Get('patients/:id/medications')
  @Permission(READ)
  @OwnRecord()
  @Reads('patient-medication.list')
  @Operation({ summary: 'List what a patient takes, with the supply that is left', page: OngoingMedicineAnswer })
  async listPatientMedications(
    @CurrentCaller() caller: Caller,
    @PathId('patient') patientId: string,
    @Query() { limit = DEFAULT_LIMIT, cursor }: PageQuery,
  ): Promise<Page<OngoingMedicineAnswer>> {
    const rows = await this.reading.ongoing(patientId, careScopeOf(caller, READ), limit + 1, cursorKey(cursor, ['uuid'])?.[0]);
    return pageOf(
      rows,
      limit,
      ({ prescriptionLineId }) => [prescriptionLineId],
      (row) => row,
    );
  }
}
