import type { INestApplicationContext } from '@nestjs/common';
import { LoadKnowledge, type LoadReport } from './load-knowledge.js';

/** Loads a version of the knowledge base, for the command. @throws RuleBroken `invalid-knowledge`, `knowledge-version-taken` */
export function loadKnowledge(app: INestApplicationContext, manifest: string): Promise<LoadReport> {
  return app.get(LoadKnowledge).execute(manifest);
}
