const dayMs = 24 * 60 * 60_000;

/** Partner Center gives up after ten attempts (documented) and says nothing of their spacing; a week is ample. */
const maxAgeMs = 7 * dayMs;
/** Clocks differ. */
const maxLeadMs = 15 * 60_000;
/** Longer than an event may be old, so that no replay outlives its trace. */
export const keptEventMs = 30 * dayMs;

/**
 * One of Partner Center's notifications. It carries no authority: its signature names Microsoft but no
 * partner, so it may be about another partner. It only tells where to look.
 */
export type PartnerCenterEvent = {
  /** Of event, resource and time: the same notification has the same one. Sorts by time. */
  readonly id: string;
  readonly name: string;
  /** The customer that its resource belongs to; null where it names none. */
  readonly customerTenantId: string | null;
  readonly changedAt: Date;
};

/** What an event makes us do. There is none for an accepted agreement, nor for a created customer (documented). */
export type EventMeaning =
  | { readonly kind: 'lookAtCustomer'; readonly customerTenantId: string }
  | { readonly kind: 'nothing'; readonly why: 'test' | 'notUsed' | 'namesNobody' };

/** Microsoft shows the agreement together with the relationship to whom has not accepted it yet (documented). */
const relationshipEvents: readonly string[] = [
  'reseller-relationship-accepted-by-customer',
  'indirect-reseller-relationship-accepted-by-customer',
];

/** Sent on demand only, to try a registration. */
const testEvent = 'test-created';

/** The events worth a registration. */
export const wantedEvents: readonly string[] = [testEvent, ...relationshipEvents];

export function decideMeaning({ name, customerTenantId }: PartnerCenterEvent): EventMeaning {
  const known = name.toLowerCase();
  if (known === testEvent) return { kind: 'nothing', why: 'test' };
  if (!relationshipEvents.includes(known)) return { kind: 'nothing', why: 'notUsed' };
  return customerTenantId
    ? { kind: 'lookAtCustomer', customerTenantId }
    : { kind: 'nothing', why: 'namesNobody' };
}

/** Whether an event is of our time: an old one may be a recording, and the signature does not say. */
export function isTimely({ changedAt }: PartnerCenterEvent, now: Date): boolean {
  const ageMs = now.getTime() - changedAt.getTime();
  return ageMs <= maxAgeMs && ageMs >= -maxLeadMs;
}
