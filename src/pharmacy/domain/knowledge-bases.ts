import type { KnowledgeBase, KnowledgeFacts } from './knowledge.js';

/** The knowledge base in its current version. */
export abstract class KnowledgeBases {
  /** Nothing where none is loaded. */
  abstract current(): Promise<KnowledgeBase | undefined>;

  /** What a version says of terms, and of all that mean the same. */
  abstract about(baseId: string, terms: readonly string[]): Promise<KnowledgeFacts>;
}
