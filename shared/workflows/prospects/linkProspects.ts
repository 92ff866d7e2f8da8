import { decideCandidates, decideProspectLinked } from '../../domain/prospects/decideProspect.ts';
import { matchProspect, mayBeProspect, type Newcomer } from '../../domain/prospects/matchProspect.ts';
import type { Prospect } from '../../domain/prospects/prospect.ts';
import { transitionProspect, type ProspectNeeds } from './transitionProspect.ts';
import type { DiscoveredCustomer } from '../ports/discoveryPorts.ts';
import type { Needs } from '../ports/ports.ts';

export type LinkProspectsNeeds = ProspectNeeds & Pick<Needs, 'partnerCenter' | 'agreements'>;

const system = { kind: 'system' } as const;

export type LinkOptions = {
  /** Partner Center itself announced the relationship, so the profile is read even without a likely match. */
  readonly isAnnounced: boolean;
};

/**
 * Finds out which of the invited prospects some new customers are, and links them; where it is not certain, notes
 * candidates for a person. Customers have their records already. Harmless to repeat.
 */
export async function linkProspects(
  needs: LinkProspectsNeeds,
  customers: readonly DiscoveredCustomer[],
  { isAnnounced }: LinkOptions,
): Promise<void> {
  const current = customers.filter(({ hasRelationship }) => hasRelationship);
  if (current.length === 0) return;
  const prospects = await needs.prospects.followed();
  if (prospects.length === 0) return;
  const newcomers: Newcomer[] = [];
  for (const customer of current) {
    const isWorthAsking = isAnnounced || prospects.some((prospect) => mayBeProspect(prospect, customer));
    if (!isWorthAsking) continue;
    const profile = await needs.partnerCenter.profile(customer.customerTenantId);
    newcomers.push({ ...customer, profile });
  }
  const linked = new Set<string>();
  for (const prospect of prospects) {
    const id = await linkCertain(needs, prospect, newcomers);
    if (id !== undefined) linked.add(id);
  }
  // A customer that is linked to one prospect is no candidate for another.
  const others: Newcomer[] = [];
  for (const newcomer of newcomers) {
    if (!linked.has(newcomer.customerTenantId) && !(await isTaken(needs, newcomer))) others.push(newcomer);
  }
  for (const prospect of others.length > 0 ? prospects : []) await noteCandidates(needs, prospect, others);
}

/** Whether an earlier invitation led to this customer. */
async function isTaken(needs: LinkProspectsNeeds, { customerTenantId }: Newcomer): Promise<boolean> {
  const stored = await needs.agreements.current(customerTenantId);
  return stored?.record.relationshipInvitationId !== undefined;
}

async function linkCertain(
  needs: LinkProspectsNeeds,
  prospect: Prospect,
  newcomers: readonly Newcomer[],
): Promise<string | undefined> {
  const match = matchProspect(prospect, newcomers);
  if (match.kind !== 'certain') return undefined;
  const { kind: _kind, ...found } = match;
  await transitionProspect(needs, prospect.id, {
    by: system,
    decide: (current) => decideProspectLinked(current, found),
  });
  return match.customerTenantId;
}

async function noteCandidates(
  needs: LinkProspectsNeeds,
  prospect: Prospect,
  newcomers: readonly Newcomer[],
): Promise<void> {
  const match = matchProspect(prospect, newcomers);
  if (match.kind !== 'ambiguous') return;
  await transitionProspect(needs, prospect.id, {
    by: system,
    decide: (current) => decideCandidates(current, match.candidates),
  });
}
