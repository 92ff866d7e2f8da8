import type { Status } from '../../domain/customers/record.ts';
import type { Needs } from '../ports/ports.ts';
import { readResellers } from './readStatistics.ts';
import type { StatisticsNeeds } from './refreshStatistics.ts';

export type ResellerCensus = {
  readonly resellerTenantId: string;
  /** Null where Partner Center does not tell it. */
  readonly name: string | null;
  readonly byStatus: Readonly<Record<Status, number>>;
};

type Names = ReadonlyMap<string, string>;
type Known = { readonly until: number; readonly names: Promise<Names> };

/** Names change seldom, and each look costs three calls. */
const namesKeptMs = 60 * 60_000;
const known = new WeakMap<object, Known>();

/** The resellers that have customers, by name, with how many of them are where, as counted last. */
export async function listResellers(
  needs: StatisticsNeeds & Pick<Needs, 'partnerCenter' | 'policy'>,
): Promise<{ readonly asOf: Date; readonly resellers: readonly ResellerCensus[] }> {
  const [{ asOf, resellers }, names] = await Promise.all([readResellers(needs), namesOf(needs)]);
  const all = [...resellers].map(([resellerTenantId, { byStatus }]) => ({
    resellerTenantId,
    name: names.get(resellerTenantId) ?? null,
    byStatus,
  }));
  return { asOf, resellers: all.sort((a, b) => sortKey(a).localeCompare(sortKey(b))) };
}

function sortKey({ name, resellerTenantId }: ResellerCensus): string {
  return name ?? `\u{10ffff}${resellerTenantId}`;
}

/** Without an answer from Partner Center there are none, and the next look asks again. */
async function namesOf({
  partnerCenter,
  policy,
  clock,
}: StatisticsNeeds & Pick<Needs, 'partnerCenter' | 'policy'>): Promise<Names> {
  if (policy.partnerType !== 'indirectProvider') return new Map();
  const now = clock.now().getTime();
  const last = known.get(partnerCenter);
  const current =
    last && last.until > now
      ? last
      : {
          until: now + namesKeptMs,
          names: partnerCenter
            .account()
            .then(({ resellers }) => new Map(resellers.map(({ tenantId, name }) => [tenantId, name]))),
        };
  known.set(partnerCenter, current);
  return current.names.catch(() => {
    known.delete(partnerCenter);
    return new Map();
  });
}
