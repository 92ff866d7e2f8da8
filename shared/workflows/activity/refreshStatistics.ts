import { bucketOf, noAges, type AgeCounts } from '../../domain/activity/ageing.ts';
import { addTrends, countTrends, noTrends, type TrendCounts } from '../../domain/activity/trend.ts';
import { dayOf, startOfDay, type Day } from '../../domain/activity/weeks.ts';
import { statuses, type Status } from '../../domain/customers/record.ts';
import { inParallel } from '../../concurrency/inParallel.ts';
import {
  everybody,
  type ActivityEntry,
  type ActivityNeeds,
  type Census,
  type ListedCustomer,
  type Scope,
} from '../ports/activityPorts.ts';
import type { Needs } from '../ports/ports.ts';

export type StatisticsNeeds = ActivityNeeds &
  Pick<Needs, 'agreements' | 'clock'> & { readonly changes: { current(): Promise<string> } };

/** A step may be stored so long after its instant; decision 0002 gives commits less. */
const settledAfterMs = 15 * 60_000;
const stepsAtOnce = 1_000;
const readsAtOnce = 16;

/**
 * Counts for the charts what has happened since the last time, and how many customers are where. A day that has
 * ended is counted for good, of what the histories have; the present one anew each time. May be run at any time and
 * by several at once: each writes the same.
 */
export async function refreshStatistics(needs: StatisticsNeeds): Promise<{ readonly steps: number }> {
  const { statistics, changes, clock } = needs;
  const now = clock.now();
  const [state, mark] = await Promise.all([statistics.state(), changes.current()]);
  const openDay = dayOf(new Date(now.getTime() - settledAfterMs));
  const isSame = state?.mark === mark && state.openDay === openDay && dayOf(state.countedAt) === dayOf(now);
  const steps = isSame ? 0 : await countDays(needs, state?.openDay ?? null, openDay);
  if (!isSame) await statistics.saveCensus(takeCensus(await newest(statistics.customers()), now));
  await statistics.saveState({ countedAt: now, openDay, mark });
  return { steps };
}

/** From one day on; those before `openDay` only of what was stored. */
async function countDays(needs: StatisticsNeeds, from: Day | null, openDay: Day): Promise<number> {
  const { activity, agreements, statistics } = needs;
  const isStored = async ({ customerTenantId, lastVersion, hash }: ActivityEntry): Promise<boolean> =>
    (await agreements.history(customerTenantId, lastVersion, 1))[0]?.hash === hash;
  const days = new Map<Day, Map<Scope, TrendCounts>>();
  const range = { since: from === null ? null : startOfDay(from), until: null };
  let steps = 0;
  for (let position: string | null = null, isEnd = false; !isEnd;) {
    const page = await activity.page(range, { size: stepsAtOnce, position });
    const counted = page.entries.filter(({ trends }) => trends.length > 0);
    // One that was not stored counts nothing, which may take back what it counted on its day.
    const known = await inParallel(counted, readsAtOnce, async (entry) =>
      dayOf(entry.at) >= openDay || (await isStored(entry)) ? entry : { ...entry, trends: [] },
    );
    for (const entry of known) addTo(days, entry);
    steps += page.entries.length;
    position = page.entries.at(-1)?.position ?? position;
    isEnd = page.isEnd;
  }
  for (const [day, scopes] of days) {
    for (const [scope, counts] of scopes) await statistics.saveDay(day, scope, counts);
  }
  return steps;
}

function addTo(
  days: Map<Day, Map<Scope, TrendCounts>>,
  { at, resellerTenantId, trends }: ActivityEntry,
): void {
  const day = dayOf(at);
  const scopes = days.get(day) ?? new Map<Scope, TrendCounts>();
  days.set(day, scopes);
  const counts = countTrends(trends);
  for (const scope of [everybody, ...(resellerTenantId ? [resellerTenantId] : [])]) {
    scopes.set(scope, addTrends(scopes.get(scope) ?? noTrends, counts));
  }
}

/** A customer in two lists is where its newest version is. */
async function newest(customers: AsyncIterable<ListedCustomer>): Promise<Iterable<ListedCustomer>> {
  const found = new Map<string, ListedCustomer>();
  for await (const one of customers) {
    const known = found.get(one.customerTenantId);
    if (!known || known.version < one.version) found.set(one.customerTenantId, one);
  }
  return found.values();
}

function takeCensus(customers: Iterable<ListedCustomer>, now: Date): ReadonlyMap<Scope, Census> {
  const census = new Map<
    Scope,
    { byStatus: Record<Status, number>; ages: Partial<Record<Status, AgeCounts>> }
  >();
  const of = (scope: Scope) => {
    const known = census.get(scope) ?? { byStatus: zeros(), ages: {} };
    census.set(scope, known);
    return known;
  };
  of(everybody);
  for (const { status, waitingSince, resellerTenantId } of customers) {
    for (const scope of [everybody, ...(resellerTenantId ? [resellerTenantId] : [])]) {
      const { byStatus, ages } = of(scope);
      byStatus[status] += 1;
      if (!waitingSince) continue;
      const [a, b, c, d] = ages[status] ?? noAges;
      const bucket = bucketOf(waitingSince, now);
      ages[status] = [a + +(bucket === 0), b + +(bucket === 1), c + +(bucket === 2), d + +(bucket === 3)];
    }
  }
  return census;
}

function zeros(): Record<Status, number> {
  return Object.fromEntries(statuses.map((status) => [status, 0])) as Record<Status, number>;
}
