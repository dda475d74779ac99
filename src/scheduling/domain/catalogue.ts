import type { AppointmentType } from './appointment-type.js';
import type { Resource } from './resource.js';

/** What a facility offers and has. */
export abstract class AppointmentTypes {
  abstract add(type: AppointmentType): void;
}

export abstract class Resources {
  abstract add(resource: Resource): void;
}
