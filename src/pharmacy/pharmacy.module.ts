import { Global, Module } from '@nestjs/common';
import { publishMachine } from '#http';
import { Ids, UnitOfWork } from '#kernel';
import { Entities, Sql } from '#persistence';
import { wire, wireAs } from '#wiring';
import { InProcessPharmacy } from './adapters/facade/in-process.pharmacy-facade.js';
import { MedicationsController } from './adapters/http/medications.controller.js';
import { MikroOrmMedications } from './adapters/persistence/medications.mikro-orm.js';
import { MedicationsQuery } from './adapters/persistence/medications.query.js';
import { KeepFormulary } from './application/keep-formulary.js';
import { medicationMachine } from './domain/medication-machine.js';
import { Medications } from './domain/medications.js';
import { PharmacyFacade } from './pharmacy.facade.js';

publishMachine('medication', medicationMachine);

/** The formulary, what is known of medicines, and prescriptions. */
@Global()
@Module({
  controllers: [MedicationsController],
  providers: [
    wireAs(Medications, MikroOrmMedications, Entities),
    wire(MedicationsQuery, Sql),
    wire(KeepFormulary, UnitOfWork, Medications, Ids),
    wireAs(PharmacyFacade, InProcessPharmacy, MedicationsQuery),
  ],
  exports: [PharmacyFacade, Medications, MedicationsQuery],
})
export class PharmacyModule {}
