export { type FhirFile, fhirFilesIn } from './adapters/files/fhir-files.js';
export { InteropModule } from './interop.module.js';
export { importFiles } from './adapters/cli/run-import.js';
