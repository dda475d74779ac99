/** A patient was registered. */
export interface PatientRegistered {
  type: 'patients.patient-registered.v1';
  payload: {
    patientId: string;
    mrn: string;
    /** Where the patient was registered, if that was said. */
    facilityId?: string;
  };
}

/** Details of a patient changed. Names of the fields only: who wants the values asks the facade. */
export interface PatientChanged {
  type: 'patients.patient-changed.v1';
  payload: { patientId: string; changed: string[] };
}
