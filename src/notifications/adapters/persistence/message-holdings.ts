/** Messages that were written to a patient, as the patients context wants it said: when two records are merged, it moves them. */
export const messageHoldings = [{ name: 'notifications.messages', table: 'notifications.messages', versioned: true }] as const;
