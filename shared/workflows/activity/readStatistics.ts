import { weeksOf, wholeWeeks, type Range, type WeekTrends } from '../../domain/activity/weeks.ts';
import type { CallerScope } from '../customers/readCustomer.ts';
import { everybody, type Census, type Scope, type StatisticsState } from '../ports/activityPorts.ts';
import { refreshStatistics, type StatisticsNeeds } from './refreshStatistics.ts';

type AsOf = { readonly asOf: Date };

/** Steps per week that has a day of the range, as counted last; a reseller's of its own customers. */
export async function readTrends(
  needs: StatisticsNeeds,
  range: Range,
  sight: CallerScope,
): Promise<AsOf & { readonly weeks: readonly WeekTrends[] }> {
  const { countedAt } = await counted(needs);
  const days = await needs.statistics.days(scopeOf(sight), wholeWeeks(range));
  return { asOf: countedAt, weeks: weeksOf(days, range) };
}

/** How many customers are where and for how long, as counted last; a reseller's of its own. */
export async function readCensus(
  needs: StatisticsNeeds,
  sight: CallerScope,
): Promise<AsOf & { readonly census: Census | undefined }> {
  const { countedAt } = await counted(needs);
  return { asOf: countedAt, census: await needs.statistics.census(scopeOf(sight)) };
}

/** The same of each reseller that has customers. */
export async function readResellers(
  needs: StatisticsNeeds,
): Promise<AsOf & { readonly resellers: ReadonlyMap<Scope, Census> }> {
  const { countedAt } = await counted(needs);
  return { asOf: countedAt, resellers: await needs.statistics.censusOfResellers() };
}

/** A new installation is counted at the first look, which is quick; later a timer does it. */
async function counted(needs: StatisticsNeeds): Promise<Pick<StatisticsState, 'countedAt'>> {
  const known = await needs.statistics.state();
  if (known) return known;
  await refreshStatistics(needs);
  return (await needs.statistics.state()) ?? { countedAt: needs.clock.now() };
}

function scopeOf({ resellerTenantId }: CallerScope): Scope {
  return resellerTenantId ?? everybody;
}
