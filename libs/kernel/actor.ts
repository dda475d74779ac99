/** On whose behalf something is done: a signed-in user, a machine with an account of its own, or one of our own jobs. */
export interface Actor {
  kind: 'user' | 'service' | 'system';
  /** Id of the user or service account, or the name of the job. */
  id: string;
  /** Network address that the request came from. */
  address?: string;
  requestId?: string;
  /** An audit row about a refusal is written already, so that none is added for the answer. */
  hasRecordedRefusal?: boolean;
  /** Patients whose charts an active break-glass has opened to the user, with the id of that access. */
  breakGlass?: ReadonlyMap<string, string>;
}
