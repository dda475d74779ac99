/** What became of something that another system told us about. */
export interface ImportOutcome {
  id: string;
  outcome: 'created' | 'updated' | 'unchanged';
}
