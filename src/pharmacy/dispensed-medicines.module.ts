import { Module } from '@nestjs/common';
import { Clock } from '#kernel';
import { Sql } from '#persistence';
import { wire, wireAs } from '#wiring';
import { PatientsFacade } from '../patients/index.js';
import { StaffingFacade } from '../staffing/index.js';
import { PublishedLabelNames } from './adapters/contexts/label-names.js';
import { MedicineLabelsController } from './adapters/http/medicine-labels.controller.js';
import { PdfLabelPrinter } from './adapters/labels/pdf-label-printer.js';
import { SqlPackedDispenses } from './adapters/persistence/packed-dispenses.query.js';
import { LabelNames, LabelPrinter, PackedDispenses } from './application/label-ports.js';
import { PatientCharts } from './application/ports.js';
import { PrintLabels } from './application/print-labels.js';

/** What is given out, for those who label it. */
@Module({
  controllers: [MedicineLabelsController],
  providers: [
    wireAs(PackedDispenses, SqlPackedDispenses, Sql),
    wireAs(LabelNames, PublishedLabelNames, PatientsFacade, StaffingFacade),
    wireAs(LabelPrinter, PdfLabelPrinter),
    wire(PrintLabels, PackedDispenses, PatientCharts, LabelNames, LabelPrinter, Clock),
  ],
})
export class DispensedMedicinesModule {}
