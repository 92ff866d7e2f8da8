import { createHash } from 'node:crypto';
import { AgreementError } from '../domain/errors.ts';
import type { Happening } from '../domain/events.ts';
import type { AgreementRecord } from '../domain/record.ts';
import type { DiscoveredCustomer, DiscoveryProgress } from './discoveryPorts.ts';
import type { Needs } from './ports.ts';
import { linkProspects } from './linkProspects.ts';
import { startRecord } from './startRecord.ts';
import { transition } from './transition.ts';

type Seen = ReadonlyMap<string, string>;
type Result = 'same' | 'added' | 'changed' | 'lost';

/** The host ends a function after ten minutes. */
const runMs = 8 * 60_000;
const atOnce = 8;
/** How an old position is refused is not documented; as a wrong request, it is supposed. Unverified. */
const positionRefusals: readonly string[] = ['PARTNER_CENTER_REFUSED', 'INVALID_CONTINUATION_TOKEN'];

/**
 * Pages through the partner's customers: starts a record for each one that has none, follows changed names,
 * and has a customer checked whose relationship has ended. It goes on where the last run stopped, page by
 * page. What was seen on each page is kept, so that of known customers no record is read: one moves to
 * a page beside its own when others come and go before it.
 */
export async function discoverCustomers(needs: Needs): Promise<DiscoveryProgress> {
  const { clock, discoveries } = needs;
  const until = new Date(clock.now().getTime() + runMs);
  const last = await discoveries.progress();
  let progress = last && !last.finishedAt ? last : begin(clock.now());
  const earlier = new Map<number, Seen>();
  const seenOn = async (page: number): Promise<Seen> => {
    const seen = earlier.get(page) ?? (page < 1 ? new Map<string, string>() : await discoveries.page(page));
    earlier.set(page, seen);
    return seen;
  };

  while (!progress.finishedAt && clock.now() < until) {
    const { page: number } = progress;
    const page = await nextPage(needs, progress);
    if (!page) {
      // A position from another day may have run out; the pages so far are known and go fast.
      progress = begin(clock.now());
      continue;
    }
    const [own, before] = [await seenOn(number), await seenOn(number - 1)];
    const after = isSame(own, page.customers) ? own : await seenOn(number + 1);
    const isKnown = (customer: DiscoveredCustomer): boolean =>
      [own, before, after].some((seen) => seen.get(customer.customerTenantId) === fingerprint(customer));
    const fresh = page.customers.filter((customer) => !isKnown(customer));
    const results = await follow(needs, fresh);
    // Before the page counts as seen, so that a crash repeats it.
    await linkProspects(needs, fresh, { isAnnounced: false });
    if (!isSame(own, page.customers)) await discoveries.savePage(number, seenNow(page.customers));
    earlier.delete(number - 1);
    progress = {
      ...progress,
      page: number + 1,
      position: page.position,
      finishedAt: page.position === null ? clock.now() : null,
      seen: progress.seen + page.customers.length,
      added: progress.added + results.added,
      changed: progress.changed + results.changed,
      lost: progress.lost + results.lost,
    };
    await discoveries.save(progress);
  }
  return progress;
}

function begin(startedAt: Date): DiscoveryProgress {
  return { startedAt, finishedAt: null, position: null, page: 1, seen: 0, added: 0, changed: 0, lost: 0 };
}

/** Undefined when Partner Center does not go on from a position; a first page that fails is a failure. */
async function nextPage({ partnerCenter }: Needs, { position }: DiscoveryProgress) {
  try {
    return await partnerCenter.customers(position);
  } catch (failure) {
    const isRefused = failure instanceof AgreementError && positionRefusals.includes(failure.code);
    if (position !== null && isRefused) return undefined;
    throw failure;
  }
}

function seenNow(customers: readonly DiscoveredCustomer[]): Seen {
  return new Map(customers.map((customer) => [customer.customerTenantId, fingerprint(customer)]));
}

function isSame(seen: Seen, customers: readonly DiscoveredCustomer[]): boolean {
  return (
    seen.size === customers.length &&
    customers.every((customer) => seen.get(customer.customerTenantId) === fingerprint(customer))
  );
}

/** 16 hex digits: enough to notice a change, and no name. */
function fingerprint({ companyName, domain, hasRelationship }: DiscoveredCustomer): string {
  const told = JSON.stringify([companyName, domain, hasRelationship]);
  return createHash('sha256').update(told).digest('hex').slice(0, 16);
}

async function follow(
  needs: Needs,
  customers: readonly DiscoveredCustomer[],
): Promise<Record<Result, number>> {
  const results: Record<Result, number> = { same: 0, added: 0, changed: 0, lost: 0 };
  const left = customers.values();
  const worker = async (): Promise<void> => {
    for (const customer of left) results[await followOne(needs, customer)] += 1;
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return results;
}

async function followOne(needs: Needs, customer: DiscoveredCustomer): Promise<Result> {
  const stored = await needs.agreements.find(customer.customerTenantId);
  if (!stored) return (await startRecord(needs, customer)) ? 'added' : 'same';
  const happenings = decideDiscovered(stored.record, customer);
  if (happenings.length === 0) return 'same';
  await transition(needs, customer.customerTenantId, {
    by: { kind: 'system' },
    decide: (record) => decideDiscovered(record, customer),
  });
  return happenings.some(({ type }) => type === 'checkRequested') ? 'lost' : 'changed';
}

function decideDiscovered(record: AgreementRecord, customer: DiscoveredCustomer): Happening[] {
  const { companyName, domain, hasRelationship } = customer;
  const { country, resellerTenantId, failedCheck, checkRequestedAt } = record;
  const isRenamed = record.companyName !== companyName || record.domain !== domain;
  const isLost = !hasRelationship && failedCheck?.reason !== 'noRelationship' && !checkRequestedAt;
  return [
    ...(isRenamed
      ? [{ type: 'customerDescribed' as const, companyName, domain, country, resellerTenantId }]
      : []),
    ...(isLost ? [{ type: 'checkRequested' as const }] : []),
  ];
}
