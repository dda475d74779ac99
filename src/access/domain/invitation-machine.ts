import { StateMachine } from '#kernel';

export type InvitationStatus = 'pending' | 'accepted' | 'revoked' | 'expired' | 'locked';
export type InvitationAction = 'invite' | 'accept' | 'revoke' | 'expire' | 'lock';

/** The life of an invitation. A new one for the same patient revokes the one before. */
export const invitationMachine = new StateMachine<InvitationStatus, InvitationAction>([
  { from: null, action: 'invite', to: 'pending', guard: 'the patient lives' },
  { from: 'pending', action: 'accept', to: 'accepted', guard: 'with the patient’s birth date', system: true },
  { from: 'pending', action: 'revoke', to: 'revoked' },
  { from: 'pending', action: 'expire', to: 'expired', guard: 'its time has passed', system: true },
  { from: 'pending', action: 'lock', to: 'locked', guard: 'after too many failures', system: true },
]);
