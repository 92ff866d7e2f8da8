/** What the mail service reports of a mail it took, from the least to the most that is known. */
export const deliveries = [
  'expanded',
  'delivered',
  'quarantined',
  'filteredSpam',
  'failed',
  'suppressed',
  'bounced',
] as const;

export type Delivery = (typeof deliveries)[number];
