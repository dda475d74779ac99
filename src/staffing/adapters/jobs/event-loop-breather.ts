import { setImmediate } from 'node:timers/promises';
import { Breather } from '../../application/roster-ports.js';

/** Lets the requests that came meanwhile have their turn. */
export class EventLoopBreather extends Breather {
  override pause(): Promise<void> {
    return setImmediate();
  }
}
