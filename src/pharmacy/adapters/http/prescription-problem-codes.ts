import { explainCodes } from '#http';

explainCodes({
  'approver-is-prescriber': 'The second person is another clinician than who prescribes or wrote the prescription. Ask a colleague.',
  'exceeds-dispensed': 'More would come back than was given out.',
  'exceeds-prescription': 'More would be given out than is prescribed: `remaining` says how much is left.',
  'may-not-override': 'Your roles do not allow setting findings of the safety check aside. Leave out `overrides`, or ask who may.',
  'medication-retired': 'The medication is out of use: `medicationId`. Choose another.',
  'medicine-already-active': 'The patient has an active line of this medicine. Stop that one, or declare the line `parallel`.',
  'not-the-prescriber': 'Only the prescriber signs, or who may sign on behalf (`prescription:sign-for`).',
  'nothing-to-approve': 'The newest check has no finding of this id that needs a second person: see `alerts` of the prescription.',
  'safety-check-failed':
    '`alerts` names all that the safety check found. What is `blocking` is set aside by `overrides` with a reason where it is ' +
    '`overridable`, and where it `needsSecondPerson` by `POST …/override-approvals` of another clinician besides.',
});
