export { loadKnowledge } from './adapters/knowledge/loading.js';
export type { PrescriptionFact, StockDiscrepancyOpened } from './pharmacy.events.js';
export { type MedicationCard, PharmacyFacade } from './pharmacy.facade.js';
export { PharmacyModule } from './pharmacy.module.js';
export { StockModule } from './stock.module.js';
