/** Ways on which a message leaves: `webhook` goes to a program of the hospital's own. */
export const channels = ['email', 'sms', 'webhook'] as const;
export type Channel = (typeof channels)[number];
