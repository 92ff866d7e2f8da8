/** What lists of customers are ordered by. */
export const customerOrders = ['name', 'updatedAt', 'lastCheckedAt', 'waitingSince'] as const;
export type CustomerOrder = (typeof customerOrders)[number];
