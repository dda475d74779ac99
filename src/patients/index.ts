export * from './patients.events.js';
export * from './patients.facade.js';
export { PatientsModule } from './patients.module.js';
