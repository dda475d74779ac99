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

/** Two records of one person became one: what named the merged one names the survivor now. */
export interface PatientsMerged {
  type: 'patients.patients-merged.v1';
  payload: { mergeId: string; survivorId: string; mergedId: string };
}

/** A merge was taken back: what was moved then names the merged record again. */
export interface PatientMergeReverted {
  type: 'patients.patient-merge-reverted.v1';
  payload: { mergeId: string; survivorId: string; mergedId: string };
}

/** Details of a patient changed. Names of the fields only: who wants the values asks the facade. */
export interface PatientChanged {
  type: 'patients.patient-changed.v1';
  payload: { patientId: string; changed: string[] };
}
