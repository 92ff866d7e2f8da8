import { append } from '../../domain/customers/history.ts';
import type { DiscoveredCustomer } from '../ports/discoveryPorts.ts';
import type { Needs } from '../ports/ports.ts';
import type { EventData } from '../../domain/customers/agreementEvent.ts';

/** Starts the record of a customer, due at once; says whether this call did. On a conflict another did. */
export async function startRecord(
  { agreements, clock }: Pick<Needs, 'agreements' | 'clock'>,
  { customerTenantId, companyName, domain }: DiscoveredCustomer,
): Promise<boolean> {
  const now = clock.now();
  const discovered: EventData = { type: 'customerDiscovered', customerTenantId, companyName, domain };
  const { record, events } = append(undefined, [discovered], { at: now, by: { kind: 'system' } });
  const change = { before: undefined, after: record, events, dueAt: now, mails: [], receipt: null };
  return (await agreements.commit(change)) === 'committed';
}
