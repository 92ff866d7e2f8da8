import type * as z from 'zod';
import { ageBuckets, noAges, type AgeCounts } from '../../domain/activity/ageing.ts';
import type { TrendCounts } from '../../domain/activity/trend.ts';
import type { AgreementEvent } from '../../domain/customers/agreementEvent.ts';
import { statuses, type Status } from '../../domain/customers/record.ts';
import { presentEvent } from '../customers/presentEvent.ts';
import type { activityView, ageingView, resellerListView, trendsView } from './activity.ts';

type Happened = {
  readonly customerTenantId: string;
  readonly companyName: string;
  readonly event: AgreementEvent;
};

export function presentHappened({
  event,
  ...customer
}: Happened): z.infer<typeof activityView>['items'][number] {
  return { ...customer, event: presentEvent(event) };
}

type Counted = {
  readonly asOf: Date;
  readonly weeks: readonly { readonly start: string; readonly counts: TrendCounts }[];
};

export function presentTrends({ asOf, weeks }: Counted): z.infer<typeof trendsView> {
  return {
    asOf: asOf.toISOString(),
    items: weeks.map(({ start, counts: { acceptedDirectly, acceptedByAttestation, ...counts } }) => ({
      ...{ start, ...counts },
      accepted: { direct: acceptedDirectly, attested: acceptedByAttestation },
    })),
  };
}

type Ages = Readonly<Partial<Record<Status, AgeCounts>>>;

/** Of every status in which customers are waited for, in the order of all lists. */
export function presentAgeing({
  asOf,
  ages,
}: {
  readonly asOf: Date;
  readonly ages: Ages;
}): z.infer<typeof ageingView> {
  const items = statuses
    .filter((status) => waiting.includes(status))
    .map((status) => {
      const counts = ages[status] ?? noAges;
      return { status, buckets: ageBuckets.map((bucket, at) => ({ ...bucket, count: counts[at] ?? 0 })) };
    });
  return { asOf: asOf.toISOString(), items };
}

const waiting: readonly Status[] = ['invited', 'undeliverable', 'expired', 'attesting'];

type Resellers = {
  readonly asOf: Date;
  readonly resellers: readonly {
    readonly resellerTenantId: string;
    readonly name: string | null;
    readonly byStatus: Readonly<Record<Status, number>>;
  }[];
};

export function presentResellers({ asOf, resellers }: Resellers): z.infer<typeof resellerListView> {
  const items = resellers.map((reseller) => ({ ...reseller, byStatus: { ...reseller.byStatus } }));
  return { asOf: asOf.toISOString(), items };
}
