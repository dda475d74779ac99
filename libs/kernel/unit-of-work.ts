/**
 * The only thing that opens a transaction. Everything that repositories add or change inside `run`
 * is saved together when the outermost `run` ends, with the events that were recorded; nothing is
 * saved when it throws.
 *
 * The closure may run more than once: on a stale version, a serialization failure, a deadlock or a
 * lost race it starts anew with freshly loaded aggregates. It must therefore do nothing remote and
 * keep no state of its own outside.
 */
export abstract class UnitOfWork {
  abstract run<T>(work: () => Promise<T>): Promise<T>;
}
