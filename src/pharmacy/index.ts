export { loadKnowledge } from './adapters/knowledge/loading.js';
export { DispensedMedicinesModule } from './dispensed-medicines.module.js';
export { DispensingModule } from './dispensing.module.js';
export type {
  DispenseReturned,
  MedicationDispensed,
  PrescriptionFact,
  ReservationReleased,
  StockAlertRaised,
  StockDiscrepancyOpened,
  StockFact,
} from './pharmacy.events.js';
export { type MedicationCard, PharmacyFacade } from './pharmacy.facade.js';
export { PharmacyModule } from './pharmacy.module.js';
export { StockAlertsModule } from './stock-alerts.module.js';
export { StockModule } from './stock.module.js';
