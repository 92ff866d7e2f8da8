import { createHash } from 'node:crypto';
import { AgreementError } from '../../domain/errors.ts';
import type { DiscoveredCustomer, DiscoveryProgress, SeenPage } from '../ports/discoveryPorts.ts';
import { findVanished, type FindVanishedNeeds } from './findVanished.ts';
import { followDiscovered } from './followDiscovered.ts';
import { linkProspects, type LinkProspectsNeeds } from '../prospects/linkProspects.ts';
import type { Needs } from '../ports/ports.ts';

type DiscoverCustomersNeeds = LinkProspectsNeeds & FindVanishedNeeds & Pick<Needs, 'telemetry'>;

type Seen = SeenPage['seen'];

/** The host ends a function after ten minutes. */
const runMs = 8 * 60_000;
/** Then a position is given up. */
const maxFailingRuns = 3;
const maxFailingMs = 24 * 60 * 60_000;
/** How an old position is refused is not documented; as a wrong request, it is supposed. Unverified. */
const positionRefusals: readonly string[] = [
  'PARTNER_CENTER_REFUSED',
  'PARTNER_CENTER_DENIED',
  'INVALID_CONTINUATION_TOKEN',
];

/**
 * Pages through the partner's customers: starts a record for each one that has none, follows changed names,
 * and has a customer checked whose relationship has ended. It goes on where the last run stopped, page by
 * page. What was seen on each page is kept, so that of known customers no record is read: one moves to
 * a page beside its own when others come and go before it.
 */
export async function discoverCustomers(needs: DiscoverCustomersNeeds): Promise<DiscoveryProgress> {
  const { clock, discoveries } = needs;
  const until = new Date(clock.now().getTime() + runMs);
  const last = await discoveries.progress();
  const named = await resellerNames(needs);
  let progress = goOn(last, clock.now());
  let hasBegunAnew = false;
  const earlier = new Map<number, SeenPage>();
  const pageBefore = async (number: number): Promise<SeenPage> => {
    const page = earlier.get(number) ?? (number < 1 ? nobody : await discoveries.page(number));
    earlier.set(number, page);
    return page;
  };

  while (!progress.finishedAt && clock.now() < until) {
    const { page: number } = progress;
    const page = await nextPage(needs, progress, hasBegunAnew);
    if (!page) {
      // A position from another day may have run out; the pages so far are known and go fast.
      progress = begin(clock.now(), progress);
      hasBegunAnew = true;
      continue;
    }
    const [own, before] = [await pageBefore(number), await pageBefore(number - 1)];
    const customers = page.customers.map(named);
    const isOld = isSame(own.seen, customers);
    const after = isOld ? own : await pageBefore(number + 1);
    const isKnown = (customer: DiscoveredCustomer): boolean =>
      [own, before, after].some(({ seen }) => seen.get(customer.customerTenantId) === fingerprint(customer));
    const fresh = customers.filter((customer) => !isKnown(customer));
    const results = await followDiscovered(needs, fresh);
    // Before the page counts as seen, so that a crash repeats it.
    await linkProspects(needs, fresh, { isAnnounced: false });
    const now = isOld ? own : seenNow(customers, own);
    if (!isOld) await discoveries.savePage(number, now);
    earlier.delete(number - 1);
    const isEnd = page.position === null;
    const hasMissed = progress.hasMissed || now.missed.size > 0;
    const vanished = isEnd ? await findVanished(needs, { lastPage: number, hasMissed }) : 0;
    progress = {
      ...progress,
      page: number + 1,
      position: page.position,
      finishedAt: isEnd ? clock.now() : null,
      failing: progress.failing && progress.failing.page > number ? progress.failing : undefined,
      ...(isEnd ? { lastFinishedAt: clock.now() } : {}),
      seen: progress.seen + customers.length,
      added: progress.added + results.added,
      changed: progress.changed + results.changed,
      lost: progress.lost + results.lost + vanished,
      hasMissed,
    };
    progress = await forward(needs, progress);
    await discoveries.save(progress);
  }
  needs.telemetry.gauge('discovery.failing.runs', 0);
  return progress;
}

/** Adds its reseller to a customer of an indirect provider, as far as resellers and their lists can be read. */
async function resellerNames({ partnerCenter, policy }: DiscoverCustomersNeeds) {
  const resellers =
    policy.partnerType === 'indirectProvider'
      ? await partnerCenter.resellersOfCustomers().catch(() => undefined)
      : undefined;
  return (customer: DiscoveredCustomer): DiscoveredCustomer =>
    resellers
      ? { ...customer, resellerTenantId: resellers.get(customer.customerTenantId) ?? null }
      : customer;
}

const nobody: SeenPage = { seen: new Map(), missed: new Set() };

/** A position that fails in three runs, or for a day, is given up: the list is asked from its first page. */
function goOn(last: DiscoveryProgress | undefined, now: Date): DiscoveryProgress {
  if (!last || last.finishedAt) return begin(now, last);
  const { failing, position, page } = last;
  if (failing?.page !== page || position === null) return last;
  const isStuck = failing.runs >= maxFailingRuns || now.getTime() - failing.since.getTime() >= maxFailingMs;
  return isStuck ? begin(now, last) : last;
}

function begin(startedAt: Date, last: DiscoveryProgress | undefined): DiscoveryProgress {
  const counts = { seen: 0, added: 0, changed: 0, lost: 0 };
  return {
    startedAt,
    finishedAt: null,
    position: null,
    page: 1,
    ...counts,
    hasMissed: false,
    landmark: null,
    failing: last?.failing,
    lastFinishedAt: last?.lastFinishedAt ?? last?.finishedAt ?? null,
  };
}

/**
 * Takes a new landmark whenever the pages have doubled, so that a circle of any length is noticed in the end.
 * The next discovery begins anew then.
 * @throws {AgreementError} `PARTNER_CENTER_UNAVAILABLE` when the list leads to the landmark
 */
async function forward(
  { discoveries, clock }: Pick<Needs, 'discoveries' | 'clock'>,
  progress: DiscoveryProgress,
): Promise<DiscoveryProgress> {
  const { page, position, landmark } = progress;
  if (position === null) return progress;
  if (landmark?.position === position) {
    await discoveries.save(begin(clock.now(), progress));
    throw new AgreementError(
      'PARTNER_CENTER_UNAVAILABLE',
      "Partner Center's customer list leads in a circle.",
    );
  }
  return page >= 2 * (landmark?.page ?? 1) ? { ...progress, landmark: { page, position } } : progress;
}

/**
 * Undefined when Partner Center does not go on from a position, once in a run. Any other failure is counted: where
 * it stays, the next runs begin anew.
 */
async function nextPage(
  { partnerCenter, discoveries, clock, telemetry }: DiscoverCustomersNeeds,
  progress: DiscoveryProgress,
  hasBegunAnew: boolean,
) {
  const { position, page, failing } = progress;
  try {
    return await partnerCenter.customers(position);
  } catch (failure) {
    const isRefused = failure instanceof AgreementError && positionRefusals.includes(failure.code);
    if (position !== null && isRefused && !hasBegunAnew) return undefined;
    const { runs, since } = failing?.page === page ? failing : { runs: 0, since: clock.now() };
    telemetry.gauge('discovery.failing.runs', runs + 1);
    await discoveries.save({ ...progress, failing: { page, runs: runs + 1, since } });
    throw failure;
  }
}

function seenNow(customers: readonly DiscoveredCustomer[], before: SeenPage): SeenPage {
  const seen = new Map(customers.map((customer) => [customer.customerTenantId, fingerprint(customer)]));
  const missed = [...before.missed, ...before.seen.keys()].filter((id) => !seen.has(id));
  return { seen, missed: new Set(missed) };
}

function isSame(seen: Seen, customers: readonly DiscoveredCustomer[]): boolean {
  return (
    seen.size === customers.length &&
    customers.every((customer) => seen.get(customer.customerTenantId) === fingerprint(customer))
  );
}

/** 16 hex digits: enough to notice a change, and no name. */
function fingerprint({ companyName, domain, hasRelationship, resellerTenantId }: DiscoveredCustomer): string {
  const reseller = resellerTenantId === undefined ? [] : [resellerTenantId];
  const told = JSON.stringify([companyName, domain, hasRelationship, ...reseller]);
  return createHash('sha256').update(told).digest('hex').slice(0, 16);
}
