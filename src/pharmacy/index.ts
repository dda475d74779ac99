import type { INestApplicationContext } from '@nestjs/common';
import { LoadKnowledge, type LoadReport } from './adapters/knowledge/load-knowledge.js';

export type { PrescriptionFact } from './pharmacy.events.js';
export { type MedicationCard, PharmacyFacade } from './pharmacy.facade.js';
export { PharmacyModule } from './pharmacy.module.js';
export { StockModule } from './stock.module.js';

/** Loads a version of the knowledge base, for the command. @throws RuleBroken `invalid-knowledge`, `knowledge-version-taken` */
export function loadKnowledge(app: INestApplicationContext, manifest: string): Promise<LoadReport> {
  return app.get(LoadKnowledge).execute(manifest);
}
