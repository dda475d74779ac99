export { type DrainStep, GracefulExit, type GracefulExitOptions } from './graceful-exit.js';
export { SystemClock, UuidV7Ids } from './system.js';
export { wire, wireAs } from './wire.js';
