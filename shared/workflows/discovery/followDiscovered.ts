import type { AgreementRecord, UnknownReason } from '../../domain/customers/record.ts';
import type { DiscoveredCustomer } from '../ports/discoveryPorts.ts';
import { inParallel } from '../../concurrency/inParallel.ts';
import { startRecord } from '../customers/startRecord.ts';
import { transition, type StepNeeds } from '../customers/transition.ts';
import type { EventData } from '../../domain/customers/agreementEvent.ts';

export type FollowDiscoveredNeeds = StepNeeds;

type Result = 'same' | 'added' | 'changed' | 'lost';

const concurrency = 8;
/** What a check has heard of a customer who is not ours any more. */
const goneReasons: readonly (UnknownReason | undefined)[] = ['noRelationship', 'customerNotFound'];

/** Starts a record for each customer that has none, and takes over what the list tells of the others. */
export async function followDiscovered(
  needs: FollowDiscoveredNeeds,
  customers: readonly DiscoveredCustomer[],
): Promise<Record<Result, number>> {
  const results: Record<Result, number> = { same: 0, added: 0, changed: 0, lost: 0 };
  await inParallel(customers, concurrency, async (customer) => {
    results[await followOne(needs, customer)] += 1;
  });
  return results;
}

async function followOne(needs: FollowDiscoveredNeeds, customer: DiscoveredCustomer): Promise<Result> {
  const stored = await needs.agreements.current(customer.customerTenantId);
  if (!stored) return (await startRecord(needs, customer)) ? 'added' : 'same';
  const happenings = decideDiscovered(stored.record, customer);
  if (happenings.length === 0) return 'same';
  await transition(needs, customer.customerTenantId, {
    by: { kind: 'system' },
    decide: (record) => decideDiscovered(record, customer),
  });
  const isChecked = happenings.some(({ type }) => type === 'checkRequested');
  return isChecked && !customer.hasRelationship ? 'lost' : 'changed';
}

/** Has customers checked whom the list does not name any more; says how many. */
export async function followVanished(
  needs: FollowDiscoveredNeeds,
  tenantIds: Iterable<string>,
): Promise<number> {
  let lost = 0;
  for (const customerTenantId of tenantIds) {
    const stored = await needs.agreements.current(customerTenantId);
    if (!stored || !isToCheck(stored.record, false)) continue;
    await transition(needs, customerTenantId, {
      by: { kind: 'system' },
      decide: (record) => (isToCheck(record, false) ? [{ type: 'checkRequested' }] : []),
    });
    lost += 1;
  }
  return lost;
}

function decideDiscovered(record: AgreementRecord, customer: DiscoveredCustomer): EventData[] {
  const { country, resellerTenantId } = record;
  // A list that tells no name takes none away.
  const companyName = customer.companyName || record.companyName;
  const domain = customer.domain || record.domain;
  const isRenamed = record.companyName !== companyName || record.domain !== domain;
  return [
    ...(isRenamed
      ? [{ type: 'customerDescribed' as const, companyName, domain, country, resellerTenantId }]
      : []),
    ...(isToCheck(record, customer.hasRelationship) || hasMoved(record, customer)
      ? [{ type: 'checkRequested' as const }]
      : []),
  ];
}

/** Whether the list says something else of the relationship than the last check. */
function isToCheck({ failedCheck, checkRequestedAt }: AgreementRecord, hasRelationship: boolean): boolean {
  return !checkRequestedAt && goneReasons.includes(failedCheck?.reason) === hasRelationship;
}

/** The list is no proof of whose customer it is: the check asks Microsoft about this customer. */
function hasMoved(record: AgreementRecord, { resellerTenantId }: DiscoveredCustomer): boolean {
  return (
    !record.checkRequestedAt && resellerTenantId !== undefined && resellerTenantId !== record.resellerTenantId
  );
}
