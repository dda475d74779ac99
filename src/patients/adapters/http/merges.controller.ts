import { Body, Controller, Get, Post } from '@nestjs/common';
import { NotFound } from '#kernel';
import { IfMatch, Operation, PathId, Permission, Reads, Tag, Writes } from '#http';
import { MergePatients } from '../../application/merge-patients.js';
import { RevertMerge } from '../../application/revert-merge.js';
import { MergeQuery, type MergeView } from '../persistence/merge.query.js';
import { MergeAnswer, MergePatientsBody } from './merges.dto.js';

const MERGE = 'patient:merge';

@Tag('Patient merges', 'Two records of one person made one, in every context, and taken apart again.')
@Controller('patient-merges')
export class MergesController {
  constructor(
    private readonly merge: MergePatients,
    private readonly revert: RevertMerge,
    private readonly merges: MergeQuery,
  ) {}

  @Post()
  @Permission(MERGE)
  @Writes('patient-merge.merge')
  @Operation({
    summary: 'Merge a patient’s record into another',
    description:
      'All that names the merged record names the survivor from then on, in one transaction: chart, appointments, wait-list, ' +
      'prescriptions, dispenses, account, messages. The details of the survivor stand. The merged record can still be read, with ' +
      '`mergedInto`, and takes no more writes.',
    answer: MergeAnswer,
    errors: { 404: ['not-found'], 409: ['patient-merged', 'merge-conflict'], 422: ['self-merge'] },
  })
  async mergePatients(@Body() body: MergePatientsBody): Promise<MergeView> {
    return this.shown((await this.merge.execute(body)).id);
  }

  @Get(':id')
  @Permission(MERGE)
  @Reads('patient-merge.read')
  @Operation({ summary: 'Read a merge', answer: MergeAnswer })
  readPatientMerge(@PathId('merge') id: string): Promise<MergeView> {
    return this.shown(id);
  }

  @Post(':id/revert')
  @Permission(MERGE)
  @Writes('patient-merge.revert')
  @Operation({
    summary: 'Revert a merge',
    description:
      'The merged record gets back what was moved and still names the survivor. What came after the merge stays with the survivor, ' +
      'but for what belongs to something that goes back: reminders of an appointment, offers to somebody who waits. Merges into ' +
      'each other are reverted the last one first.',
    answer: MergeAnswer,
    status: 200,
    errors: { 409: ['merge-reverted', 'later-merge-stands', 'merge-conflict'] },
  })
  async revertPatientMerge(@PathId('merge') mergeId: string, @IfMatch() version: number | undefined): Promise<MergeView> {
    return this.shown((await this.revert.execute({ mergeId, version })).id);
  }

  private async shown(id: string): Promise<MergeView> {
    const view = await this.merges.byId(id);
    if (!view) throw new NotFound('merge');
    return view;
  }
}
