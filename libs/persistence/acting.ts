import { AsyncLocalStorage } from 'node:async_hooks';
import type { Actor } from '#kernel';

const actors = new AsyncLocalStorage<Actor>();

/** On whose behalf the current asynchronous flow acts. Set once at each edge: HTTP, job, command line. */
export const acting = {
  as<T>(actor: Actor, work: () => T): T {
    return actors.run(actor, work);
  },
  current(): Actor | undefined {
    return actors.getStore();
  },
};
