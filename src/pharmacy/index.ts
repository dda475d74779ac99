export { type MedicationCard, PharmacyFacade } from './pharmacy.facade.js';
export { PharmacyModule } from './pharmacy.module.js';
export { StockModule } from './stock.module.js';
