import type { AgreementEvent, EventData } from '../customers/agreementEvent.ts';
import type { AgreementRecord } from '../customers/record.ts';

/** What the charts count: steps on the way to an acceptance, and where it ends without one. */
export const trendKinds = [
  ...(['invited', 'delivered', 'opened', 'acceptedDirectly', 'acceptedByAttestation'] as const),
  ...(['bounced', 'expired'] as const),
] as const;
export type TrendKind = (typeof trendKinds)[number];

export type TrendCounts = Readonly<Record<TrendKind, number>>;
export const noTrends: TrendCounts = countTrends([]);

const kindOf: Partial<Record<EventData['type'], TrendKind>> = {
  invitationCreated: 'invited',
  attestationRequested: 'invited',
  invitationDelivered: 'delivered',
  attestationDelivered: 'delivered',
  invitationOpened: 'opened',
  attestationOpened: 'opened',
  invitationUndeliverable: 'bounced',
  invitationExpired: 'expired',
};

/**
 * What one step of a customer adds to the charts. An acceptance counts once, when the record first has it, whatever
 * event brought it; one that was found at a customer's first look was not brought about here and counts as well.
 */
export function trendsOf(
  before: AgreementRecord | undefined,
  after: AgreementRecord,
  events: readonly AgreementEvent[],
): TrendKind[] {
  const steps = events.flatMap(({ what }) => {
    if (what.type === 'attestationFailed') return failureOf(what.reason);
    return kindOf[what.type] ?? [];
  });
  const isNew = after.status === 'accepted' && before?.status !== 'accepted';
  if (!isNew || after.standing.kind !== 'accepted') return steps;
  const isAttested = after.standing.acceptance.path === 'partnerAttestation';
  return [...steps, isAttested ? 'acceptedByAttestation' : 'acceptedDirectly'];
}

function failureOf(reason: string): TrendKind[] {
  if (reason === 'attestationExpired') return ['expired'];
  return reason === 'mailUndeliverable' ? ['bounced'] : [];
}

export function countTrends(kinds: readonly TrendKind[]): TrendCounts {
  const counts = Object.fromEntries(trendKinds.map((kind) => [kind, 0])) as Record<TrendKind, number>;
  for (const kind of kinds) counts[kind] += 1;
  return counts;
}

export function addTrends(a: TrendCounts, b: TrendCounts): TrendCounts {
  return Object.fromEntries(trendKinds.map((kind) => [kind, a[kind] + b[kind]])) as TrendCounts;
}
