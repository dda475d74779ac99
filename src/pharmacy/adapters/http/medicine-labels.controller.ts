import { Controller, Get, Req, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import {
  type Caller,
  type CallerRequest,
  careScopeOf,
  CurrentCaller,
  explainCodes,
  Operation,
  PathId,
  Permission,
  Reads,
  Tag,
} from '#http';
import { PrintLabels } from '../../application/print-labels.js';
import { READ } from './dispense-answer.js';

explainCodes({
  'nothing-to-label': 'Labels name the lots, so they are there as soon as stock is held for the dispense, and not once it is cancelled.',
});

@Tag('Dispenses', 'Medicines that are given out for a prescription: of which lots, checked by whom, before which witness.')
@Controller('dispenses/:id/labels')
export class MedicineLabelsController {
  constructor(private readonly labels: PrintLabels) {}

  @Get()
  @Permission(READ)
  @Reads('dispense.label')
  @Operation({
    summary: 'Print the labels of a dispense',
    description:
      'A page of 70 by 36 mm for each package, which is what one lot gives to one line; what has no room goes on on another page ' +
      'with the same heading. In the patient’s preferred language where there are words for it (`en`, `de`), else in English.',
    answer: { type: 'application/pdf', description: 'The labels.' },
    errors: { 409: ['nothing-to-label'] },
  })
  async printDispenseLabels(
    @CurrentCaller() caller: Caller,
    @PathId('dispense') dispenseId: string,
    @Req() request: CallerRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Uint8Array> {
    const { patientId, document } = await this.labels.execute({ dispenseId, scope: careScopeOf(caller, READ) });
    request.shownPatients = [patientId];
    void reply.headers({ 'content-type': 'application/pdf', 'content-disposition': `inline; filename="labels-${dispenseId}.pdf"` });
    return document;
  }
}
