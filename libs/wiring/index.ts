export { SystemClock, UuidV7Ids } from './system.js';
export { wire, wireAs } from './wire.js';
