/** On whose behalf something is done: a signed-in user, or one of our own jobs. */
export interface Actor {
  kind: 'user' | 'system';
  /** User id, or the name of the job. */
  id: string;
  /** Network address that the request came from. */
  address?: string;
  requestId?: string;
  /** Patients whose charts an active break-glass has opened to the user, with the id of that access. */
  breakGlass?: ReadonlyMap<string, string>;
}
