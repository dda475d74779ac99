import { Module } from '@nestjs/common';
import { Clock } from '#kernel';
import { Sql } from '#persistence';
import { wire, wireAs } from '#wiring';
import { PatientsFacade } from '../patients/index.js';
import { StaffingFacade } from '../staffing/index.js';
import { PublishedLabelNames } from './adapters/contexts/label-names.js';
import { StaffingFacilityZones } from './adapters/contexts/staffing.facility-zones.js';
import { MedicationUsageController } from './adapters/http/medication-usage.controller.js';
import { MedicineLabelsController } from './adapters/http/medicine-labels.controller.js';
import { PdfLabelPrinter } from './adapters/labels/pdf-label-printer.js';
import { SqlMedicationUsage } from './adapters/persistence/medication-usage.query.js';
import { SqlPackedDispenses } from './adapters/persistence/packed-dispenses.query.js';
import { LabelNames, LabelPrinter, PackedDispenses } from './application/label-ports.js';
import { PatientCharts } from './application/ports.js';
import { PrintLabels } from './application/print-labels.js';
import { ReadMedicationUsage } from './application/read-medication-usage.js';
import { FacilityZones, MedicationUsage } from './application/usage-ports.js';

/** What is given out, for those who label it, and how much of it. */
@Module({
  controllers: [MedicineLabelsController, MedicationUsageController],
  providers: [
    wireAs(PackedDispenses, SqlPackedDispenses, Sql),
    wireAs(LabelNames, PublishedLabelNames, PatientsFacade, StaffingFacade),
    wireAs(LabelPrinter, PdfLabelPrinter),
    wire(PrintLabels, PackedDispenses, PatientCharts, LabelNames, LabelPrinter, Clock),
    wireAs(MedicationUsage, SqlMedicationUsage, Sql),
    wireAs(FacilityZones, StaffingFacilityZones, StaffingFacade),
    wire(ReadMedicationUsage, MedicationUsage, PatientCharts, FacilityZones, Clock),
  ],
})
export class DispensedMedicinesModule {}
